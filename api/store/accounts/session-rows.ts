import type { Queryable } from '../database.ts';

export interface StoredSession {
  readonly tokenSha256: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly secondFactorAt: Date | null;
}

const SELECT_SESSION = `
  select token_sha256 as "tokenSha256", account_id as "accountId", created_at as "createdAt", last_seen_at as "lastSeenAt",
    expires_at as "expiresAt", second_factor_at as "secondFactorAt"
  from session`;

export async function insertSession(tx: Queryable, session: StoredSession): Promise<void> {
  await tx.query(
    `insert into session (token_sha256, account_id, created_at, last_seen_at, expires_at, second_factor_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      session.tokenSha256,
      session.accountId,
      session.createdAt,
      session.lastSeenAt,
      session.expiresAt,
      session.secondFactorAt,
    ],
  );
}

/** A session that has neither expired nor been idle since `idleSince`. */
export async function findSession(
  db: Queryable,
  tokenSha256: string,
  now: Date,
  idleSince: Date,
): Promise<StoredSession | undefined> {
  const [row] = await db.query<StoredSession>(
    `${SELECT_SESSION} where token_sha256 = $1 and expires_at > $2 and last_seen_at > $3`,
    [tokenSha256, now, idleSince],
  );
  return row;
}

export async function touchSession(db: Queryable, tokenSha256: string, now: Date): Promise<void> {
  await db.query('update session set last_seen_at = $2 where token_sha256 = $1', [tokenSha256, now]);
}

export async function deleteSession(db: Queryable, tokenSha256: string): Promise<void> {
  await db.query('delete from session where token_sha256 = $1', [tokenSha256]);
}

export async function deleteExpiredSessions(db: Queryable, now: Date, idleSince: Date): Promise<void> {
  await db.query('delete from session where expires_at <= $1 or last_seen_at <= $2', [now, idleSince]);
}
/** Ends all sessions of an account but one. */
export async function deleteSessionsOf(db: Queryable, account: string, exceptSha256: string | null): Promise<void> {
  await db.query('delete from session where account_id = $1 and token_sha256 is distinct from $2', [
    account,
    exceptSha256,
  ]);
}
