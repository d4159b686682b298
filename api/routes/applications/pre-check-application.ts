import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import { preCheck } from '../../services/applications/submit.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const preCheckApplication = defineOperation({
  id: 'preCheckApplication',
  method: 'post',
  path: '/v1/applications/{id}/pre-check',
  tag: 'applications',
  summary: 'Checks the flat designs against the library before anything is filed.',
  action: 'application:file',
  rateLimit: 'checks',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: [...CASE_PROBLEMS, ...PICTURE_PROBLEMS, 'picture-lost'],
  handler:
    (ctx) =>
    async ({ params, request, signal }) => ({
      status: 200,
      body: applicationOf(ctx.services, await preCheck(ctx.services, params.id, { actor: request.actor, signal })),
    }),
});
