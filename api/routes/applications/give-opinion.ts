import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { VOTES } from '../../registration/panel.ts';
import { applicationIdSchema, proseSchema } from '../../schemas/application.ts';
import { CAPACITIES, submitOpinion } from '../../services/applications/opinions.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const giveOpinion = defineOperation({
  id: 'giveOpinion',
  method: 'post',
  path: '/v1/applications/{id}/opinions',
  tag: 'applications',
  summary: 'Gives the opinion that you were asked for, once; with a conflict of interest there is no vote.',
  action: 'application:advise',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({
    capacity: z.enum(CAPACITIES),
    conflict: z.boolean(),
    conflictNote: proseSchema(1_000).optional(),
    vote: z.enum(VOTES).optional(),
    statement: proseSchema(10_000),
  }),
  replies: { 204: { description: 'Signed.' } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      await submitOpinion(ctx.services, request.actor, params.id, json);
      return { status: 204 };
    },
});
