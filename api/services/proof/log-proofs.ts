import type { Json } from '../../proof/canonical-json.ts';
import { consistencyProof, inclusionProof } from '../../proof/merkle/tree.ts';
import { ServiceError } from '../../store/errors.ts';
import { logDamaged } from '../../store/log/damage.ts';
import { readCheckpoint, type SignedCheckpoint } from '../../store/log/log-folder.ts';
import { readLoggedRow } from '../../store/log/outbox.ts';
import { nodesOnDisk } from '../../store/log/tile-writer.ts';
import type { ServiceContext } from '../context.ts';

type LogContext = Pick<ServiceContext, 'store' | 'keyring' | 'transparency'>;

/** An act with all that shows it to be in the log. */
export interface ProvenEntry {
  readonly record: Json;
  readonly salt: Uint8Array;
  readonly index: number;
  /** Hashes from the entry up to the root of the checkpoint, lowest first. */
  readonly path: readonly Uint8Array[];
  readonly checkpoint: SignedCheckpoint;
}

/** The latest checkpoint, as it lies on disk. */
export async function currentCheckpoint({
  keyring,
  transparency,
}: Omit<LogContext, 'store'>): Promise<SignedCheckpoint> {
  const checkpoint = await readCheckpoint(transparency.folder, keyring);
  if (checkpoint === undefined) throw logDamaged('a checkpoint', 'none');
  return checkpoint;
}

/** Undefined for an act that is not there or still waits to be logged. */
export async function provenEntry(ctx: LogContext, key: string): Promise<ProvenEntry | undefined> {
  const row = await readLoggedRow(ctx.store, key);
  if (row === undefined || row.index === null) return undefined;
  const checkpoint = await currentCheckpoint(ctx);
  const path = await inclusionProof(row.index, checkpoint.size, nodesOnDisk(ctx.transparency.folder, checkpoint.size));
  return { record: row.record, salt: row.salt, index: row.index, path, checkpoint };
}

/** Hashes that lead from an entry to the root of the tree of `size`. Throws `not-found` for an entry that the tree has not. */
export async function inclusionOf(ctx: LogContext, index: number, size: number): Promise<readonly Uint8Array[]> {
  if (index >= size) throw notInLog(`an entry before ${size}`, `entry ${index}`);
  return inclusionProof(index, size, await nodesUpTo(ctx, size));
}

/** Hashes that show the tree of `to` to continue that of `from`. Throws `not-found` for sizes that the log has not had. */
export async function consistencyBetween(ctx: LogContext, from: number, to: number): Promise<readonly Uint8Array[]> {
  if (from > to) throw notInLog(`an earlier size than ${to}`, `${from}`);
  return consistencyProof(from, to, await nodesUpTo(ctx, to));
}

async function nodesUpTo(ctx: LogContext, size: number): Promise<ReturnType<typeof nodesOnDisk>> {
  const checkpoint = await currentCheckpoint(ctx);
  if (size > checkpoint.size) throw notInLog(`a size up to ${checkpoint.size}`, `${size}`);
  return nodesOnDisk(ctx.transparency.folder, checkpoint.size);
}

function notInLog(expected: string, received: string): ServiceError {
  return new ServiceError('not-found', {
    expected,
    received,
    remedy: 'Fetch the latest checkpoint for the size of the log.',
  });
}
