import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema } from '../../schemas/application.ts';
import { confirmProposal as confirm } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const confirmProposal = defineOperation({
  id: 'confirmProposal',
  method: 'post',
  path: '/v1/applications/{id}/confirmation',
  tag: 'applications',
  summary: 'Confirms what the first examiner proposed.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema,
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await confirm(ctx.services, request.actor, params.id, json)),
    }),
});
