import type { CustodyRecord, EvidenceRecord } from '../proof/evidence.ts';
import type { Queryable } from './database.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly tenant: string | null;
  readonly record: EvidenceRecord;
}

export interface CustodyRow {
  readonly record: CustodyRecord;
  readonly signature: Uint8Array | null;
}

const SELECT = 'select id, tenant_id as tenant, record from evidence';

export async function insertEvidence(tx: Queryable, { id, tenant, record }: EvidenceRow): Promise<void> {
  const { sha256, way, operator, at, check } = record;
  await tx.query(
    `insert into evidence (id, sha256, way, operator, tenant_id, taken_at, grade, record)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
    [id, sha256, way, operator, tenant, at, 'grade' in check ? check.grade : null, JSON.stringify(record)],
  );
}

export async function findEvidence(db: Queryable, id: string): Promise<EvidenceRow | undefined> {
  return (await db.query<EvidenceRow>(`${SELECT} where id = $1`, [id]))[0];
}

/** Until the transaction ends nobody else adds to the custody list. */
export async function lockEvidence(tx: Queryable, id: string): Promise<EvidenceRow | undefined> {
  return (await tx.query<EvidenceRow>(`${SELECT} where id = $1 for update`, [id]))[0];
}

/** From the first line on. */
export function readCustody(db: Queryable, id: string): Promise<readonly CustodyRow[]> {
  return db.query<CustodyRow>(
    'select record, signature from evidence_custody where evidence_id = $1 order by ordinal',
    [id],
  );
}

export async function insertCustody(tx: Queryable, { record, signature }: CustodyRow): Promise<void> {
  await tx.query(
    `insert into evidence_custody (evidence_id, ordinal, act, at, actor, recipient, record, signature)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8)`,
    [
      record.evidence,
      record.ordinal,
      record.act,
      record.at,
      record.actor,
      record.to,
      JSON.stringify(record),
      signature === null ? null : Buffer.from(signature),
    ],
  );
}

/** How much an account took since then. */
export async function countEvidence(db: Queryable, operator: string, since: Date): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from evidence where operator = $1 and taken_at > $2',
    [operator, since],
  );
  return row!.total;
}

/** What an account did since then to evidence that was there already: read, handed over, co-signed. */
export async function countCustodyActs(db: Queryable, actor: string, since: Date): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from evidence_custody where actor = $1 and at > $2',
    [actor, since],
  );
  return row!.total;
}

/** Taken by an account or handed over to it, newest first. */
export function listEvidence(db: Queryable, account: string, limit: number): Promise<readonly EvidenceRow[]> {
  return db.query<EvidenceRow>(
    `${SELECT}
     where operator = $1 or id in (select evidence_id from evidence_custody where recipient = $1)
     order by taken_at desc, id desc limit $2`,
    [account, limit],
  );
}
