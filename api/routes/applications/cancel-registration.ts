import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema } from '../../schemas/application.ts';
import { cancel } from '../../services/applications/amend.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const cancelRegistration = defineOperation({
  id: 'cancelRegistration',
  method: 'post',
  path: '/v1/applications/{id}/cancellation',
  tag: 'applications',
  summary: 'Cancels a registration; record and history stay.',
  action: 'application:administer',
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema,
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await cancel(ctx.services, request.actor, params.id, json)),
    }),
});
