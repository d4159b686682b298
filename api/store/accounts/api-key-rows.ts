import type { Queryable } from '../database.ts';

export interface StoredApiKey {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly secondFactor: boolean;
}

const SELECT_KEY = `
  select id, account_id as "accountId", name, scopes, created_at as "createdAt", expires_at as "expiresAt",
    revoked_at as "revokedAt", second_factor as "secondFactor"
  from api_key`;

export async function insertApiKey(tx: Queryable, key: StoredApiKey, secretSha256: string): Promise<void> {
  await tx.query(
    `insert into api_key (id, account_id, name, secret_sha256, scopes, created_at, expires_at, second_factor)
     values ($1, $2, $3, $4, $5::text[], $6, $7, $8)`,
    [key.id, key.accountId, key.name, secretSha256, key.scopes, key.createdAt, key.expiresAt, key.secondFactor],
  );
}

/** A key in force. */
export async function findApiKey(
  db: Queryable,
  secretSha256: string,
  now: Date,
): Promise<(StoredApiKey & { readonly secretSha256: string }) | undefined> {
  const [row] = await db.query<StoredApiKey & { secretSha256: string }>(
    `${SELECT_KEY.replace('select', 'select secret_sha256 as "secretSha256",')}
     where secret_sha256 = $1 and revoked_at is null and expires_at > $2`,
    [secretSha256, now],
  );
  return row;
}

export function listApiKeys(db: Queryable, account: string): Promise<StoredApiKey[]> {
  return db.query(`${SELECT_KEY} where account_id = $1 order by created_at desc`, [account]);
}

export async function revokeApiKey(tx: Queryable, account: string, id: string, now: Date): Promise<boolean> {
  const revoked = await tx.query(
    'update api_key set revoked_at = $3 where account_id = $1 and id = $2 and revoked_at is null returning id',
    [account, id, now],
  );
  return revoked.length > 0;
}
export async function revokeApiKeysOf(tx: Queryable, account: string, now: Date): Promise<void> {
  await tx.query('update api_key set revoked_at = $2 where account_id = $1 and revoked_at is null', [account, now]);
}
