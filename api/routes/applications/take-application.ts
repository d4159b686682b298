import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import { takeCase } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const takeApplication = defineOperation({
  id: 'takeApplication',
  method: 'post',
  path: '/v1/applications/{id}/claim',
  tag: 'applications',
  summary: 'Takes a submitted case: from then on it is yours.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: applicationOf(ctx.services, await takeCase(ctx.services, request.actor, params.id)),
    }),
});
