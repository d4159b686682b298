import type { Queryable } from '../database.ts';

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
