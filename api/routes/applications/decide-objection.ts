import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import {
  applicationIdSchema,
  applicationSchema,
  decisionSchema,
  objectionIdSchema,
} from '../../schemas/application.ts';
import { decide } from '../../services/applications/objections.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const decideObjection = defineOperation({
  id: 'decideObjection',
  method: 'post',
  path: '/v1/applications/{id}/objection-decision',
  tag: 'applications',
  summary: 'Decides one objection: upheld, it cancels the registration.',
  action: 'application:administer',
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema.extend({ objection: objectionIdSchema, outcome: z.enum(['upheld', 'rejected']) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await decide(ctx.services, request.actor, params.id, json)),
    }),
});
