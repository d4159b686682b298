import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { certificateLanguageSchema } from '../../schemas/certificate.ts';
import { reportIdSchema } from '../../schemas/report.ts';
import { bundleReport } from '../../services/reports/bundle.ts';
import { REPORT_PROBLEMS } from './report-problems.ts';

export const createReportBundle = defineOperation({
  id: 'createReportBundle',
  method: 'post',
  path: '/v1/reports/{id}/bundles',
  tag: 'reports',
  summary: 'A report with all that proves it, and all that computing it again takes, as a zip.',
  description:
    'Document and JSON of the report, frozen inputs, records with what leads from them into the log, keys as this registry states them, and ' +
    'instructions in plain words. `selvedge verify` and the check page prove it without server and network, `selvedge report reproduce` computes it again.',
  action: 'report:read',
  rateLimit: 'checks',
  repetition: 're-executed',
  params: z.object({ id: reportIdSchema }),
  json: z.strictObject({
    language: certificateLanguageSchema,
    pictures: z
      .enum(['included', 'digests'])
      .describe('`digests`: the pictures stay here, their SHA-256 are in the report.'),
  }),
  replies: { 200: { description: 'The bundle.', contentTypes: ['application/zip'] } },
  problems: REPORT_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request, signal }) => {
      const { publicUrl } = webPlaceOf(ctx.config, request);
      const order = { language: json.language, withPictures: json.pictures === 'included', publicUrl };
      const { id, bytes } = await bundleReport(ctx.services, params.id, order, { actor: request.actor, signal });
      const headers = { 'Content-Disposition': `attachment; filename="${id}.zip"` };
      return { status: 200, bytes, contentType: 'application/zip', headers };
    },
});
