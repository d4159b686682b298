import type { Queryable } from '../database.ts';

export type LinkPurpose = 'invitation' | 'reset';

export async function insertMailedLink(
  tx: Queryable,
  link: {
    readonly tokenSha256: string;
    readonly account: string;
    readonly purpose: LinkPurpose;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await tx.query(
    'insert into mailed_link (token_sha256, account_id, purpose, created_at, expires_at) values ($1, $2, $3, $4, $5)',
    [link.tokenSha256, link.account, link.purpose, link.now, link.expiresAt],
  );
}

/** Takes a link, once and within its time, and with it every other one of the account. Returns the account. */
export async function takeMailedLink(tx: Queryable, tokenSha256: string, now: Date): Promise<string | undefined> {
  const [taken] = await tx.query<{ account: string }>(
    `update mailed_link set used_at = $2 where token_sha256 = $1 and used_at is null and expires_at > $2
     returning account_id as account`,
    [tokenSha256, now],
  );
  if (taken === undefined) return undefined;
  await endMailedLinks(tx, taken.account, now);
  return taken.account;
}

export async function endMailedLinks(tx: Queryable, account: string, now: Date): Promise<void> {
  await tx.query('update mailed_link set used_at = $2 where account_id = $1 and used_at is null', [account, now]);
}

export async function countRecentLinks(db: Queryable, account: string, since: Date): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from mailed_link where account_id = $1 and created_at > $2',
    [account, since],
  );
  return row!.total;
}
