import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, caseFileSchema } from '../../schemas/application.ts';
import { readCase } from '../../services/applications/desk.ts';
import { caseFileOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const getApplication = defineOperation({
  id: 'getApplication',
  method: 'get',
  path: '/v1/applications/{id}',
  tag: 'applications',
  summary: 'Shows a case: form, pictures, frozen checks, history; to staff of the office what they decide by.',
  action: 'application:read',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The case, as far as you may see it.', name: 'CaseFile', schema: caseFileSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: caseFileOf(ctx.services, await readCase(ctx.services, request.actor, params.id)),
    }),
});
