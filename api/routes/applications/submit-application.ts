import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import { submit } from '../../services/applications/submit.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const submitApplication = defineOperation({
  id: 'submitApplication',
  method: 'post',
  path: '/v1/applications/{id}/submission',
  tag: 'applications',
  summary:
    'Files the application. It is checked once more and frozen with the result; a supplement goes back to its examiner.',
  action: 'application:file',
  rateLimit: 'checks',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: [...CASE_PROBLEMS, ...PICTURE_PROBLEMS, 'picture-lost'],
  handler:
    (ctx) =>
    async ({ params, request, signal }) => ({
      status: 200,
      body: applicationOf(ctx.services, await submit(ctx.services, params.id, { actor: request.actor, signal })),
    }),
});
