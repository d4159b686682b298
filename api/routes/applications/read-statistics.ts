import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { statisticsSchema } from '../../schemas/application.ts';
import { readStatistics as read } from '../../services/applications/statistics.ts';

export const readStatistics = defineOperation({
  id: 'readStatistics',
  method: 'get',
  path: '/v1/statistics',
  tag: 'applications',
  summary: 'Figures of your office: applications, time to decision, refusals by reason, findings by kind of edit.',
  action: 'statistics:read',
  query: z.strictObject({
    from: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .describe('First month, as 2026-01.'),
    to: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .describe('Last month.'),
  }),
  replies: { 200: { description: 'Of one moment.', name: 'Statistics', schema: statisticsSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => ({ status: 200, body: await read(ctx.services, request.actor, query) }),
});
