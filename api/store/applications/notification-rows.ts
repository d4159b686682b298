import type { Queryable } from '../database.ts';

export interface Notification {
  readonly entry: number;
  readonly applicationId: string;
  readonly title: string;
  readonly event: string;
  readonly state: string;
  readonly dueOn: string | null;
  readonly at: Date;
  readonly readAt: Date | null;
}

export async function insertNotifications(
  tx: Queryable,
  accounts: readonly string[],
  notice: Pick<Notification, 'applicationId' | 'event' | 'state' | 'dueOn' | 'at'>,
): Promise<void> {
  await tx.query(
    `insert into notification (account_id, application_id, event, state, due_on, at)
     select account, $2, $3, $4, $5, $6 from unnest($1::text[]) as list (account)`,
    [accounts, notice.applicationId, notice.event, notice.state, notice.dueOn, notice.at],
  );
}

/** A page, newest first. */
export function listNotifications(
  db: Queryable,
  account: string,
  limit: number,
  before: number | null = null,
): Promise<Notification[]> {
  return db.query<Notification>(
    `select n.entry, n.application_id as "applicationId", a.title, n.event, n.state, n.due_on as "dueOn", n.at, n.read_at as "readAt"
     from notification n join application a on a.id = n.application_id
     where n.account_id = $1 and ($3::bigint is null or n.entry < $3) order by n.entry desc limit $2`,
    [account, limit, before],
  );
}

export async function countUnread(db: Queryable, account: string): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'select count(*) as total from notification where account_id = $1 and read_at is null',
    [account],
  );
  return row!.total;
}

export async function markNotificationsRead(tx: Queryable, account: string, upTo: number, now: Date): Promise<void> {
  await tx.query('update notification set read_at = $3 where account_id = $1 and entry <= $2 and read_at is null', [
    account,
    upTo,
    now,
  ]);
}
