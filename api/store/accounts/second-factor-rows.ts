import type { Queryable } from '../database.ts';

export interface StoredTotp {
  readonly secretSealed: Uint8Array;
  readonly confirmed: boolean;
}

/** Puts a fresh secret in place of one that was there, confirmed or not. */
export async function putTotp(tx: Queryable, account: string, secretSealed: Uint8Array, now: Date): Promise<void> {
  await tx.query(
    `insert into totp (account_id, secret_sealed, created_at) values ($1, $2, $3)
     on conflict (account_id) do update set secret_sealed = excluded.secret_sealed, created_at = excluded.created_at,
       confirmed_at = null, last_step = 0`,
    [account, secretSealed, now],
  );
}

export async function findTotp(db: Queryable, account: string): Promise<StoredTotp | undefined> {
  const [row] = await db.query<StoredTotp>(
    'select secret_sealed as "secretSealed", confirmed_at is not null as confirmed from totp where account_id = $1',
    [account],
  );
  return row;
}

/** Takes the code of a time step, once: false where it or a later one was taken before. */
export async function takeTotpStep(tx: Queryable, account: string, step: number): Promise<boolean> {
  const taken = await tx.query(
    'update totp set last_step = $2 where account_id = $1 and last_step < $2 returning account_id',
    [account, step],
  );
  return taken.length > 0;
}

export async function confirmTotp(tx: Queryable, account: string, now: Date): Promise<void> {
  await tx.query('update totp set confirmed_at = $2 where account_id = $1', [account, now]);
}

export async function putRecoveryCodes(tx: Queryable, account: string, digests: readonly string[]): Promise<void> {
  await tx.query('delete from recovery_code where account_id = $1', [account]);
  for (const digest of digests)
    await tx.query('insert into recovery_code (account_id, code_sha256) values ($1, $2)', [account, digest]);
}

/** Takes a recovery code, once. */
export async function takeRecoveryCode(tx: Queryable, account: string, digest: string, now: Date): Promise<boolean> {
  const taken = await tx.query(
    `update recovery_code set used_at = $3 where account_id = $1 and code_sha256 = $2 and used_at is null
     returning account_id`,
    [account, digest, now],
  );
  return taken.length > 0;
}

export interface SecondFactors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

export async function readSecondFactors(db: Queryable, account: string): Promise<SecondFactors> {
  const [row] = await db.query<SecondFactors>(
    `select exists (select 1 from totp where account_id = $1 and confirmed_at is not null) as totp,
       (select count(*) from passkey where account_id = $1) as passkeys,
       (select count(*) from recovery_code where account_id = $1 and used_at is null) as "recoveryCodes"`,
    [account],
  );
  return row!;
}

/** Every second factor of an account, forgotten. */
export async function deleteSecondFactors(tx: Queryable, account: string): Promise<void> {
  for (const table of ['totp', 'passkey', 'recovery_code', 'passkey_challenge'])
    await tx.query(`delete from ${table} where account_id = $1`, [account]);
}
