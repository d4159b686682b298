import { toBase64 } from '../../proof/bytes.ts';
import {
  type CustodyLine,
  custodyRecordSchema,
  digestOfRecord,
  type EvidenceReceipt,
  type EvidenceRecord,
  evidenceRecordSchema,
} from '../../proof/evidence.ts';
import { sha256Of } from '../../store/blob-store.ts';
import type { Queryable } from '../../store/database.ts';
import { type CustodyRow, type EvidenceRow, findEvidence, readCustody } from '../../store/evidence-rows.ts';
import { logDamaged } from '../../store/log/damage.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import type { Action } from '../access/permissions.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { provenRecord } from '../proof/proven-records.ts';

export const evidenceKey = (id: string): string => `evidence:${id}`;
export const custodyKey = (id: string, ordinal: number): string => `custody:${id}:${ordinal}`;

/** How the picture lies in the registry now. */
export type FileState = 'intact' | 'altered' | 'missing';

export interface ReadEvidence {
  readonly receipt: EvidenceReceipt;
  readonly file: FileState;
  /** Account that has custody now. */
  readonly custodian: string;
}

/** All that proves the evidence, as of now, for whoever took it, was handed it, or may see his office's. Throws `not-found`, `log-damaged`. */
export async function readEvidence(ctx: ServiceContext, id: string, actor: Actor): Promise<ReadEvidence> {
  const { row, custody } = await evidenceFor(ctx.store, await findEvidence(ctx.store, id), id, actor, 'evidence:read');
  const taken = await provenRecord(ctx, evidenceKey(id));
  if (taken === undefined) throw logDamaged(`the evidence ${id} in the log`, 'none');
  const lines: CustodyLine[] = [];
  for (const { record, signature } of custody) {
    const proven = await provenRecord(ctx, custodyKey(id, record.ordinal));
    if (proven === undefined) throw logDamaged(`line ${record.ordinal} of the custody of ${id} in the log`, 'none');
    lines.push({
      proven: { ...proven, record: custodyRecordSchema.parse(proven.record) },
      signature: signature === null ? null : toBase64(signature),
    });
  }
  return {
    receipt: {
      type: 'selvedge/evidence-receipt/v1',
      taken: { ...taken, record: evidenceRecordSchema.parse(taken.record) },
      custody: lines,
    },
    file: stateOf(row.record, await storedDigest(ctx, row.record)),
    custodian: custodianOf(row.record, custody),
  };
}

/**
 * Evidence with its custody, where the actor may do this to it. To anybody else it is not there: its very existence is nobody's business. Throws
 * `not-found`, and `log-damaged` for a list that was tampered with.
 */
export async function evidenceFor(
  db: Queryable,
  row: EvidenceRow | undefined,
  id: string,
  actor: Actor,
  action: Action,
): Promise<{ readonly row: EvidenceRow; readonly custody: readonly CustodyRow[] }> {
  const custody = row === undefined ? [] : await readCustody(db, row.id);
  if (row === undefined || !isTheirs(actor, action, row, custody)) throw evidenceNotFound(id);
  checkList(row.record, custody);
  return { row, custody };
}

/** Whoever has custody: who took it, or who was handed it last. */
export function custodianOf({ operator }: EvidenceRecord, custody: readonly CustodyRow[]): string {
  return custody.findLast(({ record }) => record.to !== null)?.record.to ?? operator;
}

/** Of the picture as it lies now; undefined where it is not there. */
export async function storedDigest(
  { blobs }: Pick<ServiceContext, 'blobs'>,
  { sha256 }: EvidenceRecord,
): Promise<string | undefined> {
  const bytes = await blobs.read({ kind: 'picture', sha256 });
  return bytes && sha256Of(bytes);
}

function stateOf({ sha256 }: EvidenceRecord, stored: string | undefined): FileState {
  if (stored === undefined) return 'missing';
  return stored === sha256 ? 'intact' : 'altered';
}

function isTheirs(actor: Actor, action: Action, { record, tenant }: EvidenceRow, custody: readonly CustodyRow[]) {
  const holders = [record.operator, ...custody.flatMap(({ record: { to } }) => to ?? [])];
  if (actor.name === record.operator && actor.account === null) return isPermitted(actor, action, { tenant });
  const account = holders.find((each) => each === actor.account) ?? null;
  return isPermitted(actor, action, { account, tenant, assignees: holders });
}

/** Each line names the one before it: rows that were altered or taken out of the database are noticed before anything is added. */
function checkList(record: EvidenceRecord, custody: readonly CustodyRow[]): void {
  let previous = digestOfRecord(record);
  for (const [i, { record: line }] of custody.entries()) {
    if (line.ordinal !== i + 1 || line.previous !== previous)
      throw logDamaged(`line ${i + 1} of the custody of ${record.id}`, 'another or none');
    previous = digestOfRecord(line);
  }
}

function evidenceNotFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of evidence that you took or were handed',
    received: JSON.stringify(id.slice(0, 64)),
    remedy: 'Check the id; it begins with EV-.',
  });
}
