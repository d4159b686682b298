import type { Queryable } from '../database.ts';

export interface StoredPasskey {
  readonly credentialId: string;
  readonly accountId: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: Date;
}

export async function insertPasskey(tx: Queryable, passkey: StoredPasskey): Promise<void> {
  await tx.query(
    `insert into passkey (credential_id, account_id, name, public_key, counter, transports, created_at)
     values ($1, $2, $3, $4, $5, $6::text[], $7)`,
    [
      passkey.credentialId,
      passkey.accountId,
      passkey.name,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.createdAt,
    ],
  );
}

export function listPasskeys(db: Queryable, account: string): Promise<StoredPasskey[]> {
  return db.query(
    `select credential_id as "credentialId", account_id as "accountId", name, public_key as "publicKey", counter, transports,
       created_at as "createdAt"
     from passkey where account_id = $1 order by created_at`,
    [account],
  );
}

export async function notePasskeyUse(tx: Queryable, credentialId: string, counter: number, now: Date): Promise<void> {
  await tx.query('update passkey set counter = $2, last_used_at = $3 where credential_id = $1', [
    credentialId,
    counter,
    now,
  ]);
}

export async function deletePasskey(tx: Queryable, account: string, credentialId: string): Promise<boolean> {
  const gone = await tx.query('delete from passkey where account_id = $1 and credential_id = $2 returning account_id', [
    account,
    credentialId,
  ]);
  return gone.length > 0;
}

export type ChallengePurpose = 'enrol' | 'verify';

export async function putChallenge(
  tx: Queryable,
  account: string,
  purpose: ChallengePurpose,
  challenge: string,
  expiresAt: Date,
): Promise<void> {
  await tx.query(
    `insert into passkey_challenge (account_id, purpose, challenge, expires_at) values ($1, $2, $3, $4)
     on conflict (account_id, purpose) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`,
    [account, purpose, challenge, expiresAt],
  );
}

/** Takes the challenge away with reading it, so that it is answered at most once. */
export async function takeChallenge(
  tx: Queryable,
  account: string,
  purpose: ChallengePurpose,
  now: Date,
): Promise<string | undefined> {
  const [row] = await tx.query<{ challenge: string; live: boolean }>(
    'delete from passkey_challenge where account_id = $1 and purpose = $2 returning challenge, expires_at > $3 as live',
    [account, purpose, now],
  );
  return row?.live ? row.challenge : undefined;
}
