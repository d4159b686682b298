import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { similarityReportSchema } from '../../proof/similarity-report.ts';
import { reportIdSchema } from '../../schemas/report.ts';
import { findReportFor, readReport as read } from '../../services/reports/read.ts';

export const readReport = defineOperation({
  id: 'readReport',
  method: 'get',
  path: '/v1/reports/{id}',
  tag: 'reports',
  summary: 'A report as JSON, proved against the latest state of the log; for whoever ordered it, and for the office.',
  action: 'report:read',
  params: z.object({ id: reportIdSchema }),
  replies: { 200: { description: 'The report.', name: 'SimilarityReport', schema: similarityReportSchema } },
  problems: ['not-found', 'picture-lost', 'database-unavailable', 'log-damaged', 'key-unusable'],
  handler:
    (ctx) =>
    async ({ params, request }) => {
      const row = await findReportFor(ctx.services, params.id, request.actor, null);
      return { status: 200, body: await read(ctx.services, row, webPlaceOf(ctx.config, request).publicUrl) };
    },
});
