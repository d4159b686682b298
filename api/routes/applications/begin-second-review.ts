import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import { beginSecondReview as begin } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const beginSecondReview = defineOperation({
  id: 'beginSecondReview',
  method: 'post',
  path: '/v1/applications/{id}/second-review',
  tag: 'applications',
  summary: 'Takes a proposal for second review: another examiner than the first, without link to a party.',
  action: 'application:examine',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: applicationOf(ctx.services, await begin(ctx.services, request.actor, params.id)),
    }),
});
