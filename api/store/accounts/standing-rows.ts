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
