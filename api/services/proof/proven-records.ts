import type { z } from 'zod';
import { bytesToHex, toBase64 } from '../../proof/bytes.ts';
import type { Json } from '../../proof/canonical-json.ts';
import { formatNote } from '../../proof/note/signed-note.ts';
import { formatVerifierKey } from '../../proof/note/verifier-key.ts';
import type { ProvenRecord } from '../../proof/proven-record.ts';
import { logDamaged } from '../../store/log/damage.ts';
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

/** The same of an act that was flushed into the log, with its record in the form that it was entered in. Throws `log-damaged` where it is not there. */
export async function loggedRecord<Schema extends z.ZodType<Json>>(
  ctx: ProvingContext,
  key: string,
  schema: Schema,
): Promise<ProvenRecord<z.infer<Schema>>> {
  const proven = await provenRecord(ctx, key);
  if (proven === undefined) throw logDamaged(`${key} in the log`, 'none');
  const parsed = schema.safeParse(proven.record);
  if (!parsed.success) throw logDamaged(`a record of its kind as ${key} in the log`, 'another');
  return { ...proven, record: parsed.data };
}
