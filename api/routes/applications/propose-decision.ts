import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema, judgementSchema } from '../../schemas/application.ts';
import { propose } from '../../services/applications/examine.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const proposeDecision = defineOperation({
  id: 'proposeDecision',
  method: 'post',
  path: '/v1/applications/{id}/proposal',
  tag: 'applications',
  summary: 'Proposes grant or refusal. A grant that needs no second examiner is registered at once.',
  action: 'application:examine',
  jsonBytesMax: FORM_BYTES_MAX,
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema.extend({
    outcome: z.enum(['grant', 'refusal']),
    judgements: z.array(judgementSchema).max(20).default([]),
  }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await propose(ctx.services, request.actor, params.id, json)),
    }),
});
