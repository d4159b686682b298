import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { readStatistics as read, statisticsCsv } from '../../services/applications/statistics.ts';

export const exportStatistics = defineOperation({
  id: 'exportStatistics',
  method: 'get',
  path: '/v1/statistics.csv',
  tag: 'applications',
  summary: 'The figures of readStatistics as CSV.',
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
  replies: { 200: { description: 'Columns `figure,group,value`.', contentTypes: ['text/csv'] } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => {
      const csv = statisticsCsv(await read(ctx.services, request.actor, query));
      return {
        status: 200,
        bytes: Buffer.from(csv),
        contentType: 'text/csv',
        headers: { 'Content-Disposition': 'attachment; filename="statistics.csv"' },
      };
    },
});
