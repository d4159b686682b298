import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_CONTENT_SECURITY_POLICY } from '../../http/security-headers.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { documentIdSchema } from '../../schemas/party.ts';
import { readDocument as read } from '../../services/parties/documents.ts';

export const readDocument = defineOperation({
  id: 'readDocument',
  method: 'get',
  path: '/v1/parties/{id}/documents/{document}',
  tag: 'parties',
  summary: 'The file of a paper, byte for byte as it came; each reading is in the audit trail.',
  action: 'party:read',
  params: z.object({ id: partyIdSchema, document: documentIdSchema }),
  replies: { 200: { description: 'The file.', contentTypes: ['application/pdf', 'image/jpeg', 'image/png'] } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      const { document, bytes } = await read(services, request.actor, params.id, params.document);
      const headers = {
        'Content-Disposition': `attachment; filename="${document.id}"`,
        'Content-Security-Policy': PICTURE_CONTENT_SECURITY_POLICY,
      };
      return { status: 200, bytes, contentType: document.mediaType, headers };
    },
});
