import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { markRead } from '../../services/applications/notifications.ts';

export const markNotificationsRead = defineOperation({
  id: 'markNotificationsRead',
  method: 'post',
  path: '/v1/notifications/read',
  tag: 'applications',
  summary: 'Marks notices as read, up to one of them.',
  action: 'notification:read',
  json: z.strictObject({ upTo: z.int().min(1) }),
  replies: { 204: { description: 'Marked.' } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ json, request }) => {
      await markRead(ctx.services, request.actor, json.upTo);
      return { status: 204 };
    },
});
