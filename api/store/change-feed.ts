import type { LibraryChange } from '../../engine/index.ts';
import type { Queryable } from './database.ts';
import { readEntries } from './fingerprint-rows.ts';

/** Changes read at once: some 4 kB each. */
const CHANGES_PER_READ = 500;
/** Half of what two servers on one database may differ by, with room for the reading itself. */
const POLL_INTERVAL_MS = 400;

/**
 * Appends one change inside the caller's transaction and returns its position. Positions have no gaps and rise in the
 * order of commits, because the head row stays locked until the transaction ends: call this last.
 */
export async function appendChange(tx: Queryable, kind: 'put' | 'remove', key: number, now: Date): Promise<number> {
  const [head] = await tx.query<{ position: number }>(
    'update change_feed_head set position = position + 1 returning position',
  );
  const position = head!.position;
  await tx.query('insert into change_feed (position, kind, pattern_key, recorded_at) values ($1, $2, $3, $4)', [
    position,
    kind,
    key,
    now,
  ]);
  return position;
}

export async function readFeedPosition(db: Queryable): Promise<number> {
  const [head] = await db.query<{ position: number }>('select position from change_feed_head');
  return head!.position;
}

/**
 * The changes after `from`, at most `limit`, each with what its pattern is now. A pattern that has gone since, or whose
 * fingerprint is of another version than `version`, comes as a removal: versions are never mixed in one index, and
 * recomputing the fingerprint puts it in again under a later position.
 */
export async function readChanges(
  db: Queryable,
  from: number,
  version: string,
  limit = CHANGES_PER_READ,
): Promise<LibraryChange[]> {
  const rows = await db.query<{ position: number; kind: LibraryChange['kind']; key: number }>(
    'select position, kind, pattern_key as key from change_feed where position > $1 order by position limit $2',
    [from, limit],
  );
  const entries = await readEntries(db, [...new Set(rows.filter(({ kind }) => kind === 'put').map(({ key }) => key))]);
  return rows.map(({ position, kind, key }) => {
    const entry = kind === 'put' ? entries.get(key) : undefined;
    return entry?.version === version
      ? { position, kind: 'put' as const, key, entry }
      : { position, kind: 'remove' as const, key };
  });
}

export interface FeedFollower {
  /** Resolves when everything committed before the call has been handed on. Rejects when the database is away. */
  catchUp(): Promise<void>;
  /** Ends following, after what is being handed on. */
  stop(): Promise<void>;
}

export interface FeedOptions {
  /** The fingerprint version that is followed. */
  readonly version: string;
  /** Position up to which everything is known already. */
  readonly position: () => number;
  /** Takes the changes in order. */
  readonly onChanges: (changes: readonly LibraryChange[]) => Promise<void>;
  /** Told of each failed poll; the next one tries again. */
  readonly onError: (error: unknown) => void;
}

/** Hands changes on as they are committed, by this process or another on the same database, within half a second. */
export function followChanges(db: Queryable, { version, position, onChanges, onError }: FeedOptions): FeedFollower {
  let stopped = false;
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;

  async function readAll(): Promise<void> {
    while (!stopped) {
      const changes = await readChanges(db, position(), version);
      if (changes.length === 0) return;
      await onChanges(changes);
    }
  }

  /** A run that begins after the call sees all that was committed before it; callers in between share one. */
  function catchUp(): Promise<void> {
    if (running === undefined) {
      running = readAll().finally(() => {
        running = undefined;
      });
      return running;
    }
    const current = running;
    queued ??= current
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return catchUp();
      });
    return queued;
  }

  const timer = setInterval(() => {
    if (running === undefined) catchUp().catch(onError);
  }, POLL_INTERVAL_MS);
  timer.unref();

  return {
    catchUp,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** Whether the feed is as it has to be: positions 1 … head without a gap, each live fingerprinted pattern put in. */
export async function checkFeed(db: Queryable): Promise<{ readonly position: number; readonly fault?: string }> {
  const [row] = await db.query<{ head: number; last: number; total: number; absent: number }>(
    `select (select position from change_feed_head) as head, (select coalesce(max(position), 0) from change_feed) as last,
       (select count(*) from change_feed) as total,
       (select count(*) from pattern p where p.removed_at is null
          and not exists (select 1 from change_feed c where c.pattern_key = p.key and c.kind = 'put')) as absent`,
  );
  const { head, last, total, absent } = row!;
  if (head !== last || head !== total)
    return { position: head, fault: `change feed: head ${head}, last position ${last}, ${total} entries` };
  if (absent > 0) return { position: head, fault: `change feed: ${absent} patterns were never put into it` };
  return { position: head };
}
