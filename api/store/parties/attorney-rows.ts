import type { Queryable } from '../database.ts';

/** A power of attorney: the agent acts for the principal from `startsAt` until before `endsAt`, unless it was revoked. */
export interface StoredAttorney {
  readonly id: string;
  readonly principal: string;
  readonly agent: string;
  readonly documentId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly revokedAt: Date | null;
}

export async function insertAttorney(
  tx: Queryable,
  power: Omit<StoredAttorney, 'revokedAt'> & { readonly by: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into power_of_attorney (id, principal_party_id, agent_party_id, document_id, starts_at, ends_at, granted_at, granted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [power.id, power.principal, power.agent, power.documentId, power.startsAt, power.endsAt, power.now, power.by],
  );
}

const SELECT_ATTORNEY = `
  select id, principal_party_id as principal, agent_party_id as agent, document_id as "documentId", starts_at as "startsAt",
    ends_at as "endsAt", revoked_at as "revokedAt"
  from power_of_attorney`;

/** Those given by the party and those that it holds. */
export function listAttorneys(db: Queryable, party: string): Promise<StoredAttorney[]> {
  return db.query(`${SELECT_ATTORNEY} where principal_party_id = $1 or agent_party_id = $1 order by granted_at, id`, [
    party,
  ]);
}

export async function findAttorney(db: Queryable, id: string): Promise<StoredAttorney | undefined> {
  const [row] = await db.query<StoredAttorney>(`${SELECT_ATTORNEY} where id = $1`, [id]);
  return row;
}

export async function revokeAttorney(
  tx: Queryable,
  id: string,
  by: string,
  reason: string,
  now: Date,
): Promise<boolean> {
  const revoked = await tx.query(
    `update power_of_attorney set revoked_at = $4, revoked_by = $2, revocation_reason = $3
     where id = $1 and revoked_at is null returning id`,
    [id, by, reason, now],
  );
  return revoked.length > 0;
}
