import { filePart, jsonPart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS, PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { reportOrderSchema, reportSummarySchema } from '../../schemas/report.ts';
import { orderReport as order } from '../../services/reports/order.ts';
import { summaryOf } from './report-view.ts';

export const orderReport = defineOperation({
  id: 'orderReport',
  method: 'post',
  path: '/v1/reports',
  tag: 'reports',
  summary: 'Orders a similarity report on a disputed picture, for a court or a party.',
  description:
    'The library is searched, and what was found is frozen with the picture, so that anybody can compute the report again. The report and a ' +
    'commitment to it in the transparency log stay. Records that you may not see are in it as far as a check tells of them.',
  action: 'report:order',
  rateLimit: 'checks',
  repetition: 'replayed',
  form: {
    picture: filePart('The disputed picture: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.'),
    order: jsonPart(reportOrderSchema, 'Parties, matter and capture, as JSON.'),
  },
  replies: { 201: { description: 'Ordered and made.', name: 'ReportSummary', schema: reportSummarySchema } },
  problems: [...PICTURE_PROBLEMS, ...LOGGING_PROBLEMS, 'not-found', 'not-comparable', 'not-now', 'too-many-attempts'],
  handler:
    (ctx) =>
    async ({ form, request, signal }) => {
      const row = await order(ctx.services, form.picture.bytes, form.order, { actor: request.actor, signal });
      return { status: 201, body: summaryOf(row), headers: { Location: `/v1/reports/${row.id}` } };
    },
});
