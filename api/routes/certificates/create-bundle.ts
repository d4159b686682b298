import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { certificateIdSchema } from '../../schemas/certificate.ts';
import { bundleCertificate } from '../../services/certificates/bundle.ts';

export const createBundle = defineOperation({
  id: 'createBundle',
  method: 'post',
  path: '/v1/certificates/{id}/bundles',
  tag: 'certificates',
  summary: 'A certificate with all that proves it and how to check it, as a zip.',
  description:
    'Certificate, records with what leads from them into the log, signed states of the log with cosignatures and timestamps, keys as this ' +
    'registry states them, and instructions in plain words. `selvedge verify` and the check page prove it without server and network.',
  action: 'certificate:issue',
  rateLimit: 'checks',
  repetition: 're-executed',
  params: z.object({ id: certificateIdSchema }),
  json: z.strictObject({
    pictures: z
      .enum(['included', 'digests'])
      .describe('`digests`: the pictures stay here, their SHA-256 are in the certificate.'),
  }),
  replies: { 200: { description: 'The bundle.', contentTypes: ['application/zip'] } },
  problems: ['not-found', 'forbidden', 'picture-lost', ...LOGGING_PROBLEMS],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      const withPictures = json.pictures === 'included';
      const { id, bytes } = await bundleCertificate(services, params.id, { withPictures, actor: request.actor });
      const headers = { 'Content-Disposition': `attachment; filename="${id}.zip"` };
      return { status: 200, bytes, contentType: 'application/zip', headers };
    },
});
