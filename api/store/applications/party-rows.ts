import type { Queryable } from '../database.ts';

/** Whether anything ties an account to one of these parties: a declared link, membership, or acting for it. */
export async function isLinkedToParties(
  db: Queryable,
  account: string,
  parties: readonly string[],
  now: Date,
): Promise<boolean> {
  const rows = await db.query(
    `select 1 as one from party_link where account_id = $1 and party_id = any($2::text[]) and ended_at is null
     union all
     select 1 from membership where account_id = $1 and party_id = any($2::text[]) and until is null
     union all
     select 1 from power_of_attorney w join membership m on m.party_id = w.agent_party_id and m.until is null
       where m.account_id = $1 and w.principal_party_id = any($2::text[]) and w.revoked_at is null and w.starts_at <= $3 and w.ends_at > $3
     union all
     select 1 from party where id = any($2::text[]) and created_by = $1 and kind = 'person' limit 1`,
    [account, parties, now],
  );
  return rows.length > 0;
}

export async function readParty(
  db: Queryable,
  id: string,
): Promise<
  | { readonly id: string; readonly name: string | null; readonly tenant: string; readonly region: string | null }
  | undefined
> {
  const [row] = await db.query<{ id: string; name: string | null; tenant: string; region: string | null }>(
    'select id, name, tenant_id as tenant, region from party where id = $1 and erased_at is null',
    [id],
  );
  return row;
}

/** The word under which an office allots its numbers: the short name of its province, or its own name. */
export async function readOffice(
  db: Queryable,
  tenant: string,
): Promise<{ readonly name: string; readonly region: string | null }> {
  const [row] = await db.query<{ name: string; region: string | null }>(
    'select name, region from tenant where id = $1',
    [tenant],
  );
  return row!;
}

/** Accounts to be told of the parties' cases: those who manage them. */
export async function readPartyAccounts(db: Queryable, parties: readonly string[]): Promise<readonly string[]> {
  const rows = await db.query<{ account_id: string }>(
    'select distinct account_id from membership where party_id = any($1::text[]) and until is null and manages order by account_id',
    [parties],
  );
  return rows.map(({ account_id }) => account_id);
}

/** What else a party has filed, newest first. */
export function readFilingsOf(
  db: Queryable,
  party: string,
  exceptKey: number,
): Promise<
  readonly { readonly id: string; readonly title: string; readonly state: string; readonly submittedAt: Date }[]
> {
  return db.query(
    `select id, title, state, submitted_at as "submittedAt" from application
     where applicant_party_id = $1 and key <> $2 and submitted_at is not null order by key desc limit 50`,
    [party, exceptKey],
  );
}
