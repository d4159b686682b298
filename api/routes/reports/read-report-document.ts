import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { certificateLanguageSchema } from '../../schemas/certificate.ts';
import { reportIdSchema } from '../../schemas/report.ts';
import { reportDocument } from '../../services/reports/documents.ts';
import { REPORT_PROBLEMS } from './report-problems.ts';

export const readReportDocument = defineOperation({
  id: 'readReportDocument',
  method: 'post',
  path: '/v1/reports/{id}/documents',
  tag: 'reports',
  summary: 'A report as a sealed document: made once for each language, the same file ever after.',
  description: 'PDF/A-3b with an electronic seal (PAdES B-T); the JSON of the report, which proves it, lies inside.',
  action: 'report:read',
  rateLimit: 'checks',
  repetition: 're-executed',
  params: z.object({ id: reportIdSchema }),
  json: z.strictObject({ language: certificateLanguageSchema }),
  replies: { 200: { description: 'The document.', contentTypes: ['application/pdf'] } },
  problems: REPORT_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request, signal }) => {
      const order = { language: json.language, publicUrl: webPlaceOf(ctx.config, request).publicUrl };
      const { bytes } = await reportDocument(ctx.services, params.id, order, { actor: request.actor, signal });
      const headers = { 'Content-Disposition': `attachment; filename="${params.id}-${json.language}.pdf"` };
      return { status: 200, bytes, contentType: 'application/pdf', headers };
    },
});
