import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { takeOverCase } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const takeOverApplication = defineOperation({
  id: 'takeOverApplication',
  method: 'post',
  path: '/v1/applications/{id}/take-over',
  tag: 'applications',
  summary: 'Takes a case over from a colleague, who is told.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ note: proseSchema(2_000) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await takeOverCase(ctx.services, request.actor, params.id, json.note)),
    }),
});
