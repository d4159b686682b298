import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema } from '../../schemas/application.ts';
import { returnToExaminer as sendBack } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const returnToExaminer = defineOperation({
  id: 'returnToExaminer',
  method: 'post',
  path: '/v1/applications/{id}/return',
  tag: 'applications',
  summary: 'Sends a case back to its first examiner.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema,
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await sendBack(ctx.services, request.actor, params.id, json)),
    }),
});
