import { bytesToHex, toBase64 } from '../../proof/bytes.ts';
import type { Json } from '../../proof/canonical-json.ts';
import { formatNote } from '../../proof/note/signed-note.ts';
import { formatVerifierKey } from '../../proof/note/verifier-key.ts';
import type { ProvenRecord } from '../../proof/proven-record.ts';
import type { ServiceContext } from '../context.ts';
import { provenEntry } from './log-proofs.ts';
import { stampOf } from './stamping.ts';

export type ProvingContext = Pick<ServiceContext, 'store' | 'keyring' | 'transparency' | 'stamping'>;

/** What goes out to show an act to be in the log, by its key there; undefined for one that is not there or still waits. */
export async function provenRecord(ctx: ProvingContext, key: string): Promise<ProvenRecord<Json> | undefined> {
  const entry = await provenEntry(ctx, key);
  if (entry === undefined) return undefined;
  return {
    record: entry.record,
    salt: bytesToHex(entry.salt),
    index: entry.index,
    path: entry.path.map(toBase64),
    checkpoint: formatNote(entry.checkpoint.note),
    statedKeys: (await ctx.keyring.keys()).map(formatVerifierKey),
    timestamp: await stampOf(ctx, entry.index),
  };
}
