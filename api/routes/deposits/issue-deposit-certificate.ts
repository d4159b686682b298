import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { certificateLanguageSchema } from '../../schemas/certificate.ts';
import { issueDepositCertificate as issue } from '../../services/certificates/deposit-certificate.ts';

export const issueDepositCertificate = defineOperation({
  id: 'issueDepositCertificate',
  method: 'post',
  path: '/v1/deposits/{id}/certificates',
  tag: 'deposits',
  summary: 'A certificate of your own deposit, sealed or open, as a sealed PDF that proves itself.',
  description:
    'With the registrations that name the deposit it makes a dual certificate (双证): each names the other, each is valid alone. That of a sealed deposit says ' +
    'nothing of the file, which the registry never saw.',
  action: 'deposit:make',
  rateLimit: 'checks',
  repetition: 're-executed',
  params: z.object({ id: z.string().regex(/^[SO]D-[0-9A-HJKMNP-TV-Z]{26}$/) }),
  json: z.strictObject({ language: certificateLanguageSchema }),
  replies: { 200: { description: 'The certificate.', contentTypes: ['application/pdf'] } },
  problems: ['not-found', 'busy', 'timed-out', 'cancelled', 'worker-lost', ...LOGGING_PROBLEMS],
  handler:
    ({ services, config }) =>
    async ({ params, json, request }) => {
      const order = { language: json.language, publicUrl: webPlaceOf(config, request).publicUrl };
      const { id, bytes } = await issue(services, params.id, order, request.actor);
      const headers = { 'Content-Disposition': `attachment; filename="${id}.pdf"` };
      return { status: 200, bytes, contentType: 'application/pdf', headers };
    },
});
