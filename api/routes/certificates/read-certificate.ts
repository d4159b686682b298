import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { certificateIdSchema } from '../../schemas/certificate.ts';
import { readCertificateFile } from '../../services/certificates/issue.ts';

export const readCertificate = defineOperation({
  id: 'readCertificate',
  method: 'get',
  path: '/v1/certificates/{id}',
  tag: 'certificates',
  summary: 'The file of a certificate, for whoever may order one.',
  action: 'certificate:issue',
  params: z.object({ id: certificateIdSchema }),
  replies: { 200: { description: 'The certificate.', contentTypes: ['application/pdf'] } },
  problems: ['not-found', 'forbidden', 'picture-lost', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      const { row, bytes } = await readCertificateFile(services, params.id, request.actor);
      const headers = { 'Content-Disposition': `attachment; filename="${row.id}.pdf"` };
      return { status: 200, bytes, contentType: 'application/pdf', headers };
    },
});
