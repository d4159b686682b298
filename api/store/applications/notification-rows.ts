import type { Queryable } from '../database.ts';

export interface Notification {
  readonly entry: number;
  readonly applicationId: string;
  readonly title: string;
  readonly event: string;
  readonly state: string;
  readonly at: Date;
  readonly readAt: Date | null;
}

/** Tells accounts of an event, in its transaction. */
export async function notify(
  tx: Queryable,
  accounts: readonly string[],
  notice: { readonly applicationId: string; readonly event: string; readonly state: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into notification (account_id, application_id, event, state, at)
     select account, $2, $3, $4, $5 from unnest($1::text[]) as list (account)`,
    [[...new Set(accounts)], notice.applicationId, notice.event, notice.state, notice.at],
  );
}

/** Newest first. */
export function listNotifications(db: Queryable, account: string, limit: number): Promise<Notification[]> {
  return db.query<Notification>(
    `select n.entry, n.application_id as "applicationId", a.title, n.event, n.state, n.at, n.read_at as "readAt"
     from notification n join application a on a.id = n.application_id
     where n.account_id = $1 order by n.entry desc limit $2`,
    [account, limit],
  );
}

export async function markNotificationsRead(tx: Queryable, account: string, upTo: number, now: Date): Promise<void> {
  await tx.query('update notification set read_at = $3 where account_id = $1 and entry <= $2 and read_at is null', [
    account,
    upTo,
    now,
  ]);
}
