import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { reportIdSchema, reportOrderSchema, reportSummarySchema } from '../../schemas/report.ts';
import { orderCounterReport as order } from '../../services/reports/order.ts';
import { REPORT_PROBLEMS } from './report-problems.ts';
import { summaryOf } from './report-view.ts';

export const orderCounterReport = defineOperation({
  id: 'orderCounterReport',
  method: 'post',
  path: '/v1/reports/{id}/counter-reports',
  tag: 'reports',
  summary: 'Orders a report of your own from the frozen inputs of one that you hold.',
  description:
    'Any party may: whoever has the report shows it by the SHA-256 of its findings. The same inputs are looked at by the program and models ' +
    'that run today.',
  action: 'report:order',
  rateLimit: 'checks',
  repetition: 'replayed',
  params: z.object({ id: reportIdSchema }),
  json: reportOrderSchema.omit({ records: true, replaces: true }).extend({
    findingsSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('As the report states it.'),
  }),
  replies: { 201: { description: 'Ordered and made.', name: 'ReportSummary', schema: reportSummarySchema } },
  problems: [...REPORT_PROBLEMS, 'not-comparable', 'too-many-attempts'],
  handler:
    (ctx) =>
    async ({ params, json, request, signal }) => {
      const row = await order(ctx.services, params.id, json, { actor: request.actor, signal });
      return { status: 201, body: summaryOf(row), headers: { Location: `/v1/reports/${row.id}` } };
    },
});
