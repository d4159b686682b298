import { z } from 'zod';
import { choicePart, filePart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { documentSchema } from '../../schemas/party.ts';
import { addDocument as add } from '../../services/parties/documents.ts';
import { viewOfDocument } from './party-view.ts';

export const addDocument = defineOperation({
  id: 'addDocument',
  method: 'post',
  path: '/v1/parties/{id}/documents',
  tag: 'parties',
  summary: 'Adds a paper to the file of a party: who it is, or whom it lets act for it.',
  action: 'party:manage',
  params: z.object({ id: partyIdSchema }),
  form: {
    file: filePart('A PDF, JPEG or PNG file of at most 20 MB.'),
    purpose: choicePart(z.enum(['identity', 'power-of-attorney']), 'What the paper proves.'),
  },
  replies: { 201: { description: 'Kept, sealed.', name: 'PartyDocument', schema: documentSchema } },
  problems: ['not-found', 'unfit-document', 'overloaded', 'storage-full', 'storage-read-only', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, form, request }) => {
      const { bytes, fileName } = form.file;
      const document = await add(services, request.actor, params.id, { bytes, fileName, purpose: form.purpose });
      return { status: 201, body: viewOfDocument(document) };
    },
});
