import { z } from 'zod';
import { filePart, jsonPart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, evidenceDetailsSchema, evidenceSchema } from '../../schemas/application.ts';
import { addEvidence as add } from '../../services/applications/evidence.ts';
import { evidenceView } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const addDateEvidence = defineOperation({
  id: 'addDateEvidence',
  method: 'post',
  path: '/v1/applications/{id}/date-evidence',
  tag: 'applications',
  summary: 'Adds a file that evidences when the work was created or first published.',
  action: 'application:file',
  params: z.object({ id: applicationIdSchema }),
  form: {
    file: filePart('A PDF, JPEG or PNG file of at most 20 MB.'),
    details: jsonPart(evidenceDetailsSchema, 'What it is, and of which date, as JSON.'),
  },
  replies: { 201: { description: 'Kept, sealed.', name: 'DateEvidence', schema: evidenceSchema } },
  problems: [...CASE_PROBLEMS, 'unfit-document', 'already-exists', 'overloaded'],
  handler:
    ({ services }) =>
    async ({ params, form, request }) => {
      const { bytes, fileName } = form.file;
      const evidence = await add(services, request.actor, params.id, { ...form.details, bytes, fileName });
      return { status: 201, body: evidenceView(evidence) };
    },
});
