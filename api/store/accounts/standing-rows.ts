import type { Queryable } from '../database.ts';

/** What an account is at this moment, as rights depend on it. Roles are kept as text; services know which there are. */
export interface StoredStanding {
  readonly tenant: string | null;
  readonly staff: readonly { readonly role: string; readonly tenant: string | null }[];
  readonly parties: readonly { readonly party: string; readonly role: string; readonly manages: boolean }[];
}

/** The standing of an active account, in one statement since every request asks for it; undefined for any other account. */
export async function readStanding(db: Queryable, account: string, now: Date): Promise<StoredStanding | undefined> {
  const [row] = await db.query<StoredStanding>(
    `select a.tenant_id as tenant,
       coalesce((
         select jsonb_agg(jsonb_build_object('role', g.role, 'tenant', g.tenant_id) order by g.granted_at)
         from role_grant g where g.account_id = a.id and g.revoked_at is null
       ), '[]'::jsonb) as staff,
       coalesce((
         select jsonb_agg(jsonb_build_object('party', s.party, 'role', s.role, 'manages', s.manages) order by s.party, s.role)
         from (
           select p.id as party, case p.kind when 'person' then 'designer' else 'firm-member' end as role, m.manages
           from membership m join party p on p.id = m.party_id
           where m.account_id = a.id and m.until is null
           union
           select w.principal_party_id, 'agent', false
           from power_of_attorney w join membership m on m.party_id = w.agent_party_id
           where m.account_id = a.id and m.until is null and w.revoked_at is null
             and w.starts_at <= $2 and w.ends_at > $2
         ) s
       ), '[]'::jsonb) as parties
     from account a where a.id = $1 and a.status = 'active'`,
    [account, now],
  );
  return row;
}

export async function insertGrant(
  tx: Queryable,
  grant: {
    readonly account: string;
    readonly role: string;
    readonly tenant: string | null;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    'insert into role_grant (account_id, role, tenant_id, granted_at, granted_by) values ($1, $2, $3, $4, $5)',
    [grant.account, grant.role, grant.tenant, grant.now, grant.by],
  );
}

export interface StoredGrant {
  readonly account: string;
  readonly role: string;
  readonly tenant: string | null;
}

/** Grants in force of these accounts. */
export function listGrants(db: Queryable, accounts: readonly string[]): Promise<StoredGrant[]> {
  return db.query(
    `select account_id as account, role, tenant_id as tenant from role_grant
     where account_id = any($1::text[]) and revoked_at is null order by granted_at`,
    [accounts],
  );
}

export interface GrantHistory extends Omit<StoredGrant, 'account'> {
  readonly grantedAt: Date;
  /** Account or service; so is who took it back. */
  readonly grantedBy: string;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

/** Every grant that an account has or had, the newest first. */
export function readGrantHistory(db: Queryable, account: string): Promise<GrantHistory[]> {
  return db.query(
    `select role, tenant_id as tenant, granted_at as "grantedAt", granted_by as "grantedBy", revoked_at as "revokedAt",
       revoked_by as "revokedBy"
     from role_grant where account_id = $1 order by granted_at desc, role, tenant_id`,
    [account],
  );
}

export async function revokeGrant(
  tx: Queryable,
  { account, role, tenant, by, now }: StoredGrant & { readonly by: string; readonly now: Date },
): Promise<boolean> {
  const revoked = await tx.query(
    `update role_grant set revoked_at = $4, revoked_by = $5
     where account_id = $1 and role = $2 and tenant_id is not distinct from $3 and revoked_at is null returning role`,
    [account, role, tenant, now, by],
  );
  return revoked.length > 0;
}

/** Active accounts that administer every office; the rows stay locked until the transaction ends. */
export async function countAdministratorsOfAll(tx: Queryable): Promise<number> {
  const rows = await tx.query(
    `select g.account_id from role_grant g join account a on a.id = g.account_id
     where g.role = 'administrator' and g.tenant_id is null and g.revoked_at is null and a.status = 'active' for update`,
  );
  return rows.length;
}

export async function revokeAllGrants(tx: Queryable, account: string, by: string, now: Date): Promise<void> {
  await tx.query(
    'update role_grant set revoked_at = $3, revoked_by = $2 where account_id = $1 and revoked_at is null',
    [account, by, now],
  );
}

/** Active accounts with a role in an office, or in all. */
export async function readStaffAccounts(db: Queryable, role: string, tenant: string): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select distinct a.id from role_grant g join account a on a.id = g.account_id
     where g.role = $1 and (g.tenant_id = $2 or g.tenant_id is null) and g.revoked_at is null and a.status = 'active' order by a.id`,
    [role, tenant],
  );
  return rows.map(({ id }) => id);
}
