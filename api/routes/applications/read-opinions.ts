import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { opinionSummarySchema } from '../../schemas/opinion.ts';
import { readOpinionSummary } from '../../services/applications/opinions.ts';
import { opinionsOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const readOpinions = defineOperation({
  id: 'readOpinions',
  method: 'get',
  path: '/v1/applications/{id}/opinions',
  tag: 'applications',
  summary: 'Opinions on a case; votes stay hidden while their panel sits.',
  action: 'application:read',
  params: z.object({ id: applicationIdSchema }),
  replies: {
    200: { description: 'With agreement figures of concluded panels.', name: 'Opinions', schema: opinionSummarySchema },
  },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: opinionsOf(await readOpinionSummary(ctx.services, request.actor, params.id)),
    }),
});
