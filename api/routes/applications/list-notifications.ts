import { defineOperation } from '../../http/operation.ts';
import { notificationsSchema } from '../../schemas/application.ts';
import { readNotifications } from '../../services/applications/notifications.ts';

export const listNotifications = defineOperation({
  id: 'listNotifications',
  method: 'get',
  path: '/v1/notifications',
  tag: 'applications',
  summary: 'What happened to your cases, newest first.',
  action: 'notification:read',
  replies: { 200: { description: 'At most 100.', name: 'Notifications', schema: notificationsSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ request }) => ({ status: 200, body: await readNotifications(ctx.services, request.actor) }),
});
