import { setTimeout as pause } from 'node:timers/promises';
import { bytesToHex } from '../../proof/bytes.ts';
import type { Json } from '../../proof/canonical-json.ts';
import { lockDataFolder } from '../../store/data-folder-lock.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { ServiceError } from '../../store/errors.ts';
import { logDamaged } from '../../store/log/damage.ts';
import type { JournalLine } from '../../store/log/journal.ts';
import { LogFolder, type LogSigner, type SignedCheckpoint } from '../../store/log/log-folder.ts';
import { enterOutbox, hasPending, type LogHead, lockHead, markLogged, readPending } from '../../store/log/outbox.ts';
import type { Log } from '../log.ts';

/** Acts logged in one go: one signature and some ten fsyncs for all of them. */
const BATCH_ACTS = 1_024;
/** Acts of other processes, and those that a kill left behind, wait so long at most. */
const POLL_INTERVAL_MS = 500;
/** A clock may be put right by so much; the log then goes on with the time of its last entry. */
const CLOCK_STEP_MS = 5_000;
const LOCK_RETRY_MS = 15;

export interface TransparencyOptions {
  readonly folder: string;
  readonly store: Database;
  readonly signer: LogSigner;
  readonly clock: () => Date;
  readonly log: Log;
  /** Told of every line that the database did not know as logged, to bring back rows that it lost. */
  readonly onRecovered?: (tx: Queryable, line: JournalLine) => Promise<void>;
  /** Told of each new checkpoint once it is on disk. */
  readonly onGrown?: (transparency: TransparencyLog, checkpoint: SignedCheckpoint) => void;
}

/**
 * Brings acts from the outbox into the log, in order, exactly once. The head row of the database is locked while files are
 * written, and on a server database the folder besides, so that several processes never write two continuations of one log.
 */
export class TransparencyLog {
  readonly folder: string;
  readonly #options: TransparencyOptions;
  readonly #timer: NodeJS.Timeout;
  #opened: LogFolder | undefined;
  #running: Promise<void> | undefined;
  #queued: Promise<void> | undefined;
  #closed = false;

  private constructor(options: TransparencyOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#timer = setInterval(() => void this.#poll(), POLL_INTERVAL_MS);
    this.#timer.unref();
  }

  /**
   * Finishes what a kill cut off, and brings back the rows that the database lost. A log that cannot be written now does not
   * keep the registry from serving: what needs the log throws, and every poll tries again.
   */
  static async open(options: TransparencyOptions): Promise<TransparencyLog> {
    const transparency = new TransparencyLog(options);
    try {
      await transparency.#batch();
      await transparency.flush();
    } catch (error) {
      options.log.error({ err: error }, 'transparency log not usable');
    }
    return transparency;
  }

  /** Puts an act into the outbox, in the act's own transaction. `key` names the act: a second time it changes nothing. */
  async enter(tx: Queryable, key: string, record: Json): Promise<void> {
    await enterOutbox(tx, key, record, this.#options.clock());
  }

  /** Resolves when every act committed before the call is in the log, on disk and signed. Callers at the same time share the work. */
  flush(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#logAll().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    const current = this.#running;
    this.#queued ??= current
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        return this.flush();
      });
    return this.#queued;
  }

  /** The time that an act of now bears. Throws `clock-set-back` where the log has seen a later one. */
  now(): Date {
    const now = this.#options.clock();
    const last = this.#opened?.lastLoggedAt;
    if (last === undefined || now >= last) return now;
    if (last.getTime() - now.getTime() <= CLOCK_STEP_MS) return last;
    throw new ServiceError('clock-set-back', {
      expected: `a time after the last log entry, ${last.toISOString()}`,
      received: now.toISOString(),
      remedy: 'Set the clock of the server right.',
    });
  }

  /** Adds signatures by witnesses to the checkpoint with this text, unless the log has grown meanwhile. */
  async addSignatures(text: string, signatures: Parameters<LogFolder['addSignatures']>[1]): Promise<void> {
    await this.#locked(async () => {
      await this.#options.store.transaction(async (tx) => {
        const folder = await this.#lockedFolder(tx);
        await folder.addSignatures(text, signatures);
      });
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running?.catch(() => undefined);
  }

  async #poll(): Promise<void> {
    if (this.#running !== undefined) return;
    try {
      if (await hasPending(this.#options.store)) await this.flush();
    } catch (error) {
      if (!this.#closed) this.#options.log.warn({ err: error }, 'transparency log not written, trying again');
    }
  }

  async #logAll(): Promise<void> {
    while (!this.#closed && (await hasPending(this.#options.store))) await this.#batch();
  }

  /** Logs what waits, at most so much. Whatever goes wrong, the files are read again before the next attempt. */
  async #batch(): Promise<void> {
    const { store, onGrown } = this.#options;
    try {
      const grown = await this.#locked(() =>
        store.transaction(async (tx) => {
          const folder = await this.#lockedFolder(tx);
          const acts = await readPending(tx, BATCH_ACTS);
          if (acts.length === 0) return undefined;
          const lines = await folder.append(acts, this.now());
          await markLogged(tx, lines, headOf(folder));
          return folder.checkpoint;
        }),
      );
      if (grown !== undefined) onGrown?.(this, grown);
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  /** On a server database other processes may write the same folder; the embedded one's folder is ours alone already. */
  async #locked<T>(work: () => Promise<T>): Promise<T> {
    if (this.#options.store.kind === 'embedded') return work();
    for (;;) {
      const lock = await lockDataFolder(this.folder).catch((error: unknown) => {
        if (error instanceof ServiceError && error.code === 'data-folder-in-use') return undefined;
        throw error;
      });
      if (lock === undefined) {
        await pause(LOCK_RETRY_MS);
        continue;
      }
      try {
        return await work();
      } finally {
        await lock.release();
      }
    }
  }

  /** The files, at the state that the database knows or beyond it; what is beyond is told to the database. */
  async #lockedFolder(tx: Queryable): Promise<LogFolder> {
    const { folder, signer, onRecovered } = this.#options;
    const head = await lockHead(tx);
    if (this.#opened === undefined || !agrees(this.#opened, head)) this.#opened = await LogFolder.open(folder, signer);
    const opened = this.#opened;
    if (head.size > opened.checkpoint.size)
      throw logDamaged(
        `${head.size} entries, as the database remembers`,
        `a log folder with ${opened.checkpoint.size}`,
      );
    if (agrees(opened, head)) return opened;
    if (head.size === opened.checkpoint.size)
      throw logDamaged(`the root ${head.root} that the database remembers`, bytesToHex(opened.checkpoint.root));
    const lines: JournalLine[] = [];
    for await (const line of opened.lines(head.size)) lines.push(line);
    for (const line of lines) await onRecovered?.(tx, line);
    await markLogged(tx, lines, headOf(opened));
    return opened;
  }
}

function headOf({ checkpoint }: LogFolder): LogHead {
  return { size: checkpoint.size, root: checkpoint.size === 0 ? null : bytesToHex(checkpoint.root) };
}

function agrees(folder: LogFolder, head: LogHead): boolean {
  const own = headOf(folder);
  return own.size === head.size && own.root === head.root;
}
