import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { notificationsSchema } from '../../schemas/notice.ts';
import { readNotifications } from '../../services/applications/notifications.ts';

export const listNotifications = defineOperation({
  id: 'listNotifications',
  method: 'get',
  path: '/v1/notifications',
  tag: 'applications',
  summary: 'What happened to your cases and what is due, newest first.',
  action: 'notification:read',
  query: z.strictObject({
    limit: z.int().min(1).max(100).default(50),
    before: z.int().min(1).optional().describe('`nextBefore` of the page before.'),
  }),
  replies: { 200: { description: 'One page.', name: 'Notifications', schema: notificationsSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => ({
      status: 200,
      body: await readNotifications(ctx.services, request.actor, query),
    }),
});
