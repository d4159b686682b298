import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '../../proof/bytes.ts';
import { canonicalText, type Json } from '../../proof/canonical-json.ts';
import type { ProvenRecord } from '../../proof/proven-record.ts';
import { type OpinionRecord, opinionRecordSchema } from '../../proof/records.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { readLastChecks } from '../../store/applications/case-rows.ts';
import type { OpinionRow } from '../../store/applications/opinion-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { readLoggedRow } from '../../store/log/outbox.ts';
import type { ServiceContext } from '../context.ts';
import { loggedRecord, type ProvingContext } from './proven-records.ts';

/** What the registry can show of the signing of an opinion. */
export interface OpinionSignature {
  /** Of the RFC 8785 text of the record that was signed. */
  readonly recordSha256: string;
  /** Place in the log; null for the moment until it is there. */
  readonly entry: number | null;
  /** Whether opinion and machine part are still those that were signed. */
  readonly intact: boolean;
}

const opinionKey = (id: string): string => `opinion:${id}`;

type Given = OpinionRow & { readonly givenAt: Date };

/** Puts an opinion on its way into the log, which signs for it, in the transaction in which it is given. */
export async function signOpinion(
  { transparency }: Pick<ServiceContext, 'transparency'>,
  tx: Queryable,
  row: ApplicationRow,
  opinion: Given,
): Promise<void> {
  await transparency.enter(tx, opinionKey(opinion.id), await recordOf(tx, row, opinion));
}

/** Of every opinion that was signed; one that is older than signing is left out. */
export async function signaturesOf(
  db: Queryable,
  row: ApplicationRow,
  opinions: readonly OpinionRow[],
): Promise<ReadonlyMap<string, OpinionSignature>> {
  const signatures = new Map<string, OpinionSignature>();
  for (const opinion of opinions) {
    const logged = isGiven(opinion) ? await readLoggedRow(db, opinionKey(opinion.id)) : undefined;
    if (logged === undefined || !isGiven(opinion)) continue;
    const signed = canonicalText(logged.record);
    signatures.set(opinion.id, {
      recordSha256: digestOf(signed),
      entry: logged.index,
      intact: signed === canonicalText(await recordOf(db, row, opinion)),
    });
  }
  return signatures;
}

/** What shows a signed opinion to be in the log, against its latest state. Throws `log-damaged`. */
export async function provenOpinion(ctx: ProvingContext, id: string): Promise<ProvenRecord<OpinionRecord>> {
  await ctx.transparency.flush();
  return loggedRecord(ctx, opinionKey(id), opinionRecordSchema);
}

async function recordOf(db: Queryable, row: ApplicationRow, opinion: Given): Promise<OpinionRecord> {
  const { id, capacity, account, conflict, conflictNote, vote, statement, givenAt } = opinion;
  const checks = await readLastChecks<object>(db, row.key, givenAt);
  return {
    type: 'selvedge/opinion/v1',
    id,
    application: row.id,
    capacity,
    account,
    conflict: conflict === true,
    conflictNoteSha256: conflictNote === null ? null : digestOf(conflictNote),
    vote,
    statementSha256: digestOf(statement ?? ''),
    checksSha256: digestOf(canonicalText(plain(checks))),
    at: givenAt.toISOString(),
  };
}

const isGiven = (opinion: OpinionRow): opinion is Given => opinion.givenAt !== null;

const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** As the database keeps it: without what JSON has no word for. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
