import type { Queryable } from '../database.ts';

export interface OpinionRow {
  readonly id: string;
  readonly capacity: 'expert-panel' | 'lay-panel' | 'technical-investigator' | 'appraiser';
  readonly account: string;
  /** Null once the person is erased. */
  readonly name: string | null;
  readonly invitedAt: Date;
  readonly givenAt: Date | null;
  readonly conflict: boolean | null;
  readonly conflictNote: string | null;
  readonly vote: 'grant' | 'refuse' | null;
  readonly statement: string | null;
}

/** Invites an account to give its opinion; a second invitation in the same capacity changes nothing. */
export async function inviteOpinion(
  tx: Queryable,
  key: number,
  row: Pick<OpinionRow, 'id' | 'capacity' | 'account' | 'invitedAt'> & { readonly invitedBy: string },
): Promise<void> {
  await tx.query(
    `insert into opinion (id, application_key, capacity, account_id, invited_at, invited_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (application_key, capacity, account_id) do nothing`,
    [row.id, key, row.capacity, row.account, row.invitedAt, row.invitedBy],
  );
}

/** An opinion is given once and stays as it was signed. Says whether one was awaited. */
export async function giveOpinion(
  tx: Queryable,
  key: number,
  account: string,
  opinion: Pick<OpinionRow, 'capacity' | 'conflict' | 'conflictNote' | 'vote' | 'statement'>,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update opinion set given_at = $4, conflict = $5, conflict_note = $6, vote = $7, statement = $8
     where application_key = $1 and account_id = $2 and capacity = $3 and given_at is null returning id`,
    [key, account, opinion.capacity, now, opinion.conflict, opinion.conflictNote, opinion.vote, opinion.statement],
  );
  return rows.length > 0;
}

export function readOpinions(db: Queryable, key: number): Promise<OpinionRow[]> {
  return db.query<OpinionRow>(
    `select o.id, o.capacity, o.account_id as account, a.name, o.invited_at as "invitedAt", o.given_at as "givenAt", o.conflict,
       o.conflict_note as "conflictNote", o.vote, o.statement
     from opinion o join account a on a.id = o.account_id where o.application_key = $1 order by o.id`,
    [key],
  );
}

/** Cases in which an account's opinion is awaited. */
export async function listAwaitedOpinions(
  db: Queryable,
  account: string,
): Promise<
  readonly {
    readonly applicationId: string;
    readonly title: string;
    readonly capacity: OpinionRow['capacity'];
    readonly invitedAt: Date;
  }[]
> {
  return db.query(
    `select a.id as "applicationId", a.title, o.capacity, o.invited_at as "invitedAt" from opinion o join application a on a.key = o.application_key
     where o.account_id = $1 and o.given_at is null order by o.id`,
    [account],
  );
}

/** Active accounts that hold a role in an office, by name. */
export function listRoleHolders(
  db: Queryable,
  role: string,
  tenant: string,
): Promise<readonly { readonly account: string; readonly name: string | null }[]> {
  return db.query(
    `select a.id as account, a.name from account a
     where a.status = 'active' and exists (
       select 1 from role_grant g
       where g.account_id = a.id and g.role = $1 and g.revoked_at is null and (g.tenant_id is null or g.tenant_id = $2))
     order by a.name, a.id limit 200`,
    [role, tenant],
  );
}
