import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_CONTENT_SECURITY_POLICY } from '../../http/security-headers.ts';
import { applicationIdSchema, evidenceIdSchema } from '../../schemas/application.ts';
import { readEvidenceFile } from '../../services/applications/evidence.ts';

export const readDateEvidence = defineOperation({
  id: 'readDateEvidence',
  method: 'get',
  path: '/v1/applications/{id}/date-evidence/{evidence}',
  tag: 'applications',
  summary: 'A file of evidence, byte for byte as it came, for the applicant and the examiners of the case.',
  action: 'date-evidence:read',
  params: z.object({ id: applicationIdSchema, evidence: evidenceIdSchema }),
  replies: { 200: { description: 'The file.', contentTypes: ['application/pdf', 'image/jpeg', 'image/png'] } },
  problems: ['not-found', 'recused', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      const { evidence, bytes } = await readEvidenceFile(services, request.actor, params.id, params.evidence);
      const headers = {
        'Content-Disposition': `attachment; filename="${evidence.id}"`,
        'Content-Security-Policy': PICTURE_CONTENT_SECURITY_POLICY,
      };
      return { status: 200, bytes, contentType: evidence.mediaType, headers };
    },
});
