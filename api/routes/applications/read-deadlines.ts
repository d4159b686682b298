import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { deadlinesSchema } from '../../schemas/notice.ts';
import { readDeadlines as read } from '../../services/applications/deadlines.ts';

export const readDeadlines = defineOperation({
  id: 'readDeadlines',
  method: 'get',
  path: '/v1/deadlines',
  tag: 'applications',
  summary: 'The calendar of deadlines: terms of your cases, and the days that count otherwise than by weekday.',
  action: 'notification:read',
  query: z.strictObject({ days: z.int().min(1).max(366).default(90).describe('How far to look ahead.') }),
  replies: { 200: { description: 'At most 500 terms.', name: 'Deadlines', schema: deadlinesSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => ({ status: 200, body: await read(ctx.services, request.actor, query.days) }),
});
