import { type AccessEntry, appendAccess } from '../store/access-log.ts';
import type { Database } from '../store/database.ts';
import type { Log } from './log.ts';

const FLUSH_INTERVAL_MS = 1_000;
/** A database that is away for long costs entries rather than memory. */
const ENTRIES_MAX = 50_000;

/** Counts queries without making them wait for the disk. A kill loses at most the entries of the last second. */
export interface AccessMeter {
  record(entry: AccessEntry): void;
  /** Writes what is still held and ends. */
  close(): Promise<void>;
}

export function openAccessMeter(store: Database, log: Log): AccessMeter {
  let held: AccessEntry[] = [];
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    const entries = held;
    if (entries.length === 0) return writing;
    held = [];
    writing = writing.then(() =>
      appendAccess(store, entries).catch((error: unknown) => {
        log.warn({ err: error, entries: entries.length }, 'access log not written, trying again');
        held = [...entries, ...held].slice(-ENTRIES_MAX);
      }),
    );
    return writing;
  }

  const timer = setInterval(() => void flush(), FLUSH_INTERVAL_MS);
  timer.unref();
  return {
    record(entry) {
      if (held.length < ENTRIES_MAX) held.push(entry);
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
