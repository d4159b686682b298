import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { reportIdSchema, reportSummarySchema, supersessionSchema } from '../../schemas/report.ts';
import { supersedeReport as supersede } from '../../services/reports/supersede.ts';
import { summaryOf } from './report-view.ts';

export const supersedeReport = defineOperation({
  id: 'supersedeReport',
  method: 'post',
  path: '/v1/reports/{id}/supersession',
  tag: 'reports',
  summary: 'Says that nobody should go by a report any more, and why; its verification says so from then on.',
  action: 'report:supersede',
  params: z.object({ id: reportIdSchema }),
  json: supersessionSchema,
  replies: { 200: { description: 'Superseded.', name: 'ReportSummary', schema: reportSummarySchema } },
  problems: ['not-found', 'forbidden', 'not-now', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => ({
      status: 200,
      body: summaryOf(await supersede(services, params.id, json, request.actor)),
    }),
});
