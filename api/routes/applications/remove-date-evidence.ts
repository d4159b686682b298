import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, evidenceIdSchema } from '../../schemas/application.ts';
import { removeEvidence as remove } from '../../services/applications/evidence.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const removeDateEvidence = defineOperation({
  id: 'removeDateEvidence',
  method: 'delete',
  path: '/v1/applications/{id}/date-evidence/{evidence}',
  tag: 'applications',
  summary: 'Takes back a file of evidence that was not handed in yet.',
  action: 'application:file',
  params: z.object({ id: applicationIdSchema, evidence: evidenceIdSchema }),
  replies: { 204: { description: 'Taken back.' } },
  problems: CASE_PROBLEMS,
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      await remove(services, request.actor, params.id, params.evidence);
      return { status: 204 };
    },
});
