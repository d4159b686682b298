import type { Queryable } from './database.ts';

export interface NewMail {
  readonly recipient: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
}

export interface WaitingMail extends NewMail {
  readonly entry: number;
  readonly attempts: number;
}

/** In the transaction that causes the mail: it is sent if that is committed, and only then. */
export async function enqueueMail(tx: Queryable, { recipient, subject, body }: NewMail, now: Date): Promise<void> {
  await tx.query(
    'insert into mail_outbox (recipient, subject, body, created_at, next_attempt_at) values ($1, $2, $3, $4, $4)',
    [recipient, subject, body, now],
  );
}

/** Takes mail that is due; until `again` no other process takes it, and from then on it is due once more unless it was sent. */
export function takeDueMail(db: Queryable, now: Date, again: Date, limit: number): Promise<WaitingMail[]> {
  return db.query(
    `update mail_outbox set attempts = attempts + 1, next_attempt_at = $2
     where entry in (
       select entry from mail_outbox where sent_at is null and given_up_at is null and next_attempt_at <= $1
       order by entry limit $3 for update skip locked
     )
     returning entry, recipient, subject, body, attempts`,
    [now, again, limit],
  );
}

/** The server has it: who it was for and what it said, its secret links above all, is kept no longer. */
export async function markMailSent(db: Queryable, entry: number, now: Date): Promise<void> {
  await db.query(
    'update mail_outbox set sent_at = $2, recipient = null, body = null, last_error = null where entry = $1',
    [entry, now],
  );
}

/** `nextAttemptAt` null: given up. */
export async function markMailFailed(
  db: Queryable,
  entry: number,
  error: string,
  now: Date,
  nextAttemptAt: Date | null,
): Promise<void> {
  await db.query(
    `update mail_outbox set last_error = $2, next_attempt_at = coalesce($4, next_attempt_at),
       given_up_at = case when $4::timestamptz is null then $3::timestamptz end,
       body = case when $4::timestamptz is null then null else body end
     where entry = $1`,
    [entry, error, now, nextAttemptAt],
  );
}
