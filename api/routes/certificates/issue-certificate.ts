import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { certificateLanguageSchema, issuedCertificateSchema } from '../../schemas/certificate.ts';
import { issueCertificate as issue } from '../../services/certificates/issue.ts';

export const issueCertificate = defineOperation({
  id: 'issueCertificate',
  method: 'post',
  path: '/v1/applications/{id}/certificates',
  tag: 'certificates',
  summary: 'Issues a certificate of what is registered, filed or pre-registered now.',
  description:
    'PDF/A-3b with an electronic seal (PAdES B-T) and a machine-readable twin inside that proves it without this server. A certificate of ' +
    'the same language that was issued before is thereby replaced, which verification says.',
  action: 'certificate:issue',
  rateLimit: 'checks',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ language: certificateLanguageSchema }),
  replies: { 201: { description: 'Issued.', name: 'IssuedCertificate', schema: issuedCertificateSchema } },
  problems: [
    'not-found',
    'forbidden',
    'not-now',
    'stale-edit',
    'form-incomplete',
    'picture-lost',
    ...LOGGING_PROBLEMS,
    'busy',
    'timed-out',
    'cancelled',
    'worker-lost',
  ],
  handler:
    (ctx) =>
    async ({ params, json, request, signal }) => {
      const order = { language: json.language, publicUrl: webPlaceOf(ctx.config, request).publicUrl };
      const { id, kind, language, sha256, issuedAt, replaces } = await issue(ctx.services, params.id, order, {
        actor: request.actor,
        signal,
      });
      return {
        status: 201,
        body: { id, kind, language, sha256, issuedAt: issuedAt.toISOString(), replaces },
        headers: { Location: `/v1/certificates/${id}` },
      };
    },
});
