import type { NotificationsView } from '../../schemas/notice.ts';
import { countUnread, listNotifications, markNotificationsRead } from '../../store/applications/notification-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';

/** A page of the actor's notices, newest first. */
export async function readNotifications(
  ctx: ServiceContext,
  actor: Actor,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<NotificationsView> {
  const account = accountOf(actor);
  const rows = await listNotifications(ctx.store, account, limit + 1, before);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    notifications: page.map(({ at, readAt, ...notice }) => ({
      ...notice,
      at: at.toISOString(),
      read: readAt !== null,
    })),
    unread: await countUnread(ctx.store, account),
    ...(last && { nextBefore: last.entry }),
  };
}

export async function markRead(ctx: ServiceContext, actor: Actor, upTo: number): Promise<void> {
  await markNotificationsRead(ctx.store, accountOf(actor), upTo, ctx.clock());
}

function accountOf(actor: Actor): string {
  if (actor.account === null) throw signInRequired();
  authorize(actor, 'notification:read', { account: actor.account });
  return actor.account;
}
