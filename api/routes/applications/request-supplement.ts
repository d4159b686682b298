import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema } from '../../schemas/application.ts';
import { requestSupplement as request_ } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const requestSupplement = defineOperation({
  id: 'requestSupplement',
  method: 'post',
  path: '/v1/applications/{id}/supplement-request',
  tag: 'applications',
  summary: 'Asks the applicant for a supplement; the term of the examination pauses.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema,
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await request_(ctx.services, request.actor, params.id, json)),
    }),
});
