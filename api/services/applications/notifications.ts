import type { NotificationsView } from '../../schemas/application.ts';
import { listNotifications, markNotificationsRead } from '../../store/applications/notification-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';

const SHOWN = 100;

/** The actor's notices, newest first. */
export async function readNotifications(ctx: ServiceContext, actor: Actor): Promise<NotificationsView> {
  const rows = await listNotifications(ctx.store, accountOf(actor), SHOWN);
  return {
    notifications: rows.map(({ at, readAt, ...notice }) => ({
      ...notice,
      at: at.toISOString(),
      read: readAt !== null,
    })),
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
