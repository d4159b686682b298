import type { Queryable } from '../database.ts';

export const PARTY_KINDS = ['person', 'firm', 'workstation'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];
export type Verification = 'unverified' | 'pending' | 'verified' | 'refused';

export interface StoredParty {
  readonly id: string;
  readonly kind: PartyKind;
  /** Null once erased. */
  readonly name: string | null;
  readonly tenantId: string;
  readonly region: string | null;
  readonly creditCode: string | null;
  readonly residentIdSealed: Uint8Array | null;
  readonly residentIdDigest: string | null;
  readonly verification: Verification;
  readonly createdAt: Date;
  readonly createdBy: string;
}

const SELECT_PARTY = `
  select id, kind, name, tenant_id as "tenantId", region, credit_code as "creditCode",
    resident_id_sealed as "residentIdSealed", resident_id_digest as "residentIdDigest", verification,
    created_at as "createdAt", created_by as "createdBy"
  from party`;

export async function insertParty(tx: Queryable, party: StoredParty): Promise<void> {
  await tx.query(
    `insert into party (id, kind, name, tenant_id, region, credit_code, resident_id_sealed, resident_id_digest, verification,
       created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      party.id,
      party.kind,
      party.name,
      party.tenantId,
      party.region,
      party.creditCode,
      party.residentIdSealed,
      party.residentIdDigest,
      party.verification,
      party.createdAt,
      party.createdBy,
    ],
  );
}

/** With `lock`, nobody else changes the party until the transaction ends. */
export async function findParty(db: Queryable, id: string, { lock = false } = {}): Promise<StoredParty | undefined> {
  const [row] = await db.query<StoredParty>(`${SELECT_PARTY} where id = $1${lock ? ' for update' : ''}`, [id]);
  return row;
}

export function findParties(db: Queryable, ids: readonly string[]): Promise<StoredParty[]> {
  return db.query(`${SELECT_PARTY} where id = any($1::text[]) order by id`, [ids]);
}

/** Parties of an office (null: of all) that wait for the review of their identity, longest waiting first. */
export function listPending(db: Queryable, tenant: string | null, limit: number): Promise<StoredParty[]> {
  return db.query(
    `${SELECT_PARTY} where verification = 'pending' and ($1::text is null or tenant_id = $1)
     order by verification_changed_at, id limit $2`,
    [tenant, limit],
  );
}

export async function setVerification(tx: Queryable, id: string, verification: Verification, now: Date): Promise<void> {
  await tx.query('update party set verification = $2, verification_changed_at = $3 where id = $1', [
    id,
    verification,
    now,
  ]);
}

export interface Member {
  readonly account: string;
  readonly name: string | null;
  readonly manages: boolean;
  readonly since: Date;
}

export async function insertMember(
  tx: Queryable,
  member: { readonly party: string; readonly account: string; readonly manages: boolean; readonly now: Date },
): Promise<void> {
  await tx.query('insert into membership (party_id, account_id, manages, since) values ($1, $2, $3, $4)', [
    member.party,
    member.account,
    member.manages,
    member.now,
  ]);
}

export function listMembers(db: Queryable, party: string): Promise<Member[]> {
  return db.query(
    `select m.account_id as account, a.name, m.manages, m.since from membership m join account a on a.id = m.account_id
     where m.party_id = $1 and m.until is null order by m.since, m.account_id`,
    [party],
  );
}

export async function endMembership(tx: Queryable, party: string, account: string, now: Date): Promise<boolean> {
  const ended = await tx.query(
    'update membership set until = $3 where party_id = $1 and account_id = $2 and until is null returning party_id',
    [party, account, now],
  );
  return ended.length > 0;
}

export async function endMembershipsOf(tx: Queryable, account: string, now: Date): Promise<void> {
  await tx.query('update membership set until = $2 where account_id = $1 and until is null', [account, now]);
}

/** The natural persons that an account stands for. */
export async function listPersonsOf(tx: Queryable, account: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select p.id from party p join membership m on m.party_id = p.id
     where m.account_id = $1 and m.until is null and p.kind = 'person' order by p.id`,
    [account],
  );
  return rows.map(({ id }) => id);
}

/** Whether the party holds or held title to anything, or handed an application in: its name and papers are evidence of that. */
export async function ownsRecords(tx: Queryable, party: string): Promise<boolean> {
  const [row] = await tx.query<{ owns: boolean }>(
    `select exists (select 1 from pattern where owner_party_id = $1)
       or exists (select 1 from application where applicant_party_id = $1 and submitted_at is not null) as owns`,
    [party],
  );
  return row!.owns;
}

/** What was typed into drafts goes with the person. */
export async function erasePerson(tx: Queryable, party: string, now: Date): Promise<void> {
  await tx.query(
    `update application set form = '{}', title = '' where applicant_party_id = $1 and submitted_at is null`,
    [party],
  );
  await tx.query(
    `update party set name = null, credit_code = null, resident_id_sealed = null, resident_id_digest = null,
       verification = 'unverified', erased_at = $2 where id = $1`,
    [party, now],
  );
}
