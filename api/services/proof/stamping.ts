import { setTimeout as pause } from 'node:timers/promises';
import { toBase64, utf8ToBytes } from '../../proof/bytes.ts';
import { formatNote } from '../../proof/note/signed-note.ts';
import type { Stamp } from '../../proof/proven-record.ts';
import type { Database } from '../../store/database.ts';
import { findStamp, keepStamp } from '../../store/log/checkpoint-timestamps.ts';
import type { SignedCheckpoint } from '../../store/log/log-folder.ts';
import type { ServiceContext } from '../context.ts';
import type { Log } from '../log.ts';
import { inclusionOf } from './log-proofs.ts';
import type { TimestampAuthority } from './timestamp-authorities.ts';

/** Whoever deposits waits so long at most for a timestamp; the receipt can be fetched again later. */
const PATIENCE_MS = 2_000;
/** An authority that gave none is asked again after so long. */
const RETRY_MS = 15_000;
/** While the log grows without pause, so long lies between two timestamps. */
const SPACING_MS = 250;

export interface StampingOptions {
  readonly store: Database;
  readonly log: Log;
  readonly clock: () => Date;
  readonly retryMs?: number;
}

/**
 * Has states of the log timestamped, always the newest: one time covers all that came before. What waits need not be written
 * down, since the newest state without a timestamp is what waits.
 */
export class Stamping {
  readonly authority: TimestampAuthority;
  readonly #options: StampingOptions;
  #newest: SignedCheckpoint | undefined;
  #running: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(authority: TimestampAuthority, options: StampingOptions) {
    this.authority = authority;
    this.#options = options;
  }

  /** Has this state timestamped unless it was; acknowledgements do not wait for it. */
  grown(checkpoint: SignedCheckpoint): void {
    if (this.#closed || checkpoint.size === 0) return;
    this.#newest = checkpoint;
    this.#start();
  }

  /** Resolves when nothing is under way, or after a while. */
  async settled(): Promise<void> {
    await Promise.race([this.#running, pause(PATIENCE_MS, undefined, { ref: false })]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#stampAll().finally(() => {
      this.#running = undefined;
    });
  }

  async #stampAll(): Promise<void> {
    while (this.#newest !== undefined) {
      const checkpoint = this.#newest;
      this.#newest = undefined;
      try {
        await this.#stamp(checkpoint);
        if (this.#newest !== undefined && !this.#closed) await pause(SPACING_MS, undefined, { ref: false });
      } catch (error) {
        this.#options.log.warn({ err: error, authority: this.authority.name }, 'no timestamp now, asking again');
        this.#later(checkpoint);
        return;
      }
    }
  }

  async #stamp({ origin, size, note }: SignedCheckpoint): Promise<void> {
    const { store, clock } = this.#options;
    if ((await findStamp(store, origin, size))?.size === size) return;
    const checkpoint = formatNote(note);
    const token = await this.authority.stamp(utf8ToBytes(checkpoint));
    await keepStamp(store, { origin, size, checkpoint, token, authority: this.authority.name, stampedAt: clock() });
  }

  #later(checkpoint: SignedCheckpoint): void {
    clearTimeout(this.#retry);
    if (this.#closed) return;
    this.#newest ??= checkpoint;
    this.#retry = setTimeout(() => this.#start(), this.#options.retryMs ?? RETRY_MS);
    this.#retry.unref();
  }
}

/** The time on the earliest timestamped state that has the entry, or that it is still asked for. */
export async function stampOf(
  ctx: Pick<ServiceContext, 'store' | 'keyring' | 'transparency' | 'stamping'>,
  index: number,
): Promise<Stamp> {
  const row = await findStamp(ctx.store, ctx.keyring.origin, index + 1);
  if (row === undefined) return { state: 'queued', authority: ctx.stamping.authority.name };
  const path = await inclusionOf(ctx, index, row.size);
  return { state: 'stamped', checkpoint: row.checkpoint, path: path.map(toBase64), token: toBase64(row.token) };
}
