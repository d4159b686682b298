import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { appeal } from '../../services/applications/opinions.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const appealDecision = defineOperation({
  id: 'appealDecision',
  method: 'post',
  path: '/v1/applications/{id}/appeal',
  tag: 'applications',
  summary: 'Appeals against a refusal within its term.',
  action: 'application:file',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ grounds: proseSchema(10_000) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await appeal(ctx.services, request.actor, params.id, json.grounds)),
    }),
});
