import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, objectionIdSchema, proseSchema } from '../../schemas/application.ts';
import { object } from '../../services/applications/objections.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const objectToRegistration = defineOperation({
  id: 'objectToRegistration',
  method: 'post',
  path: '/v1/notices/{id}/objections',
  tag: 'applications',
  summary: 'Objects to a registration within its notice period.',
  action: 'registration:object',
  repetition: 'replayed',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({
    reason: z.string().min(1).max(60),
    statement: proseSchema(10_000),
    evidence: z.array(proseSchema(200)).max(10).default([]),
  }),
  replies: { 201: { description: 'Received.', name: 'Objection', schema: z.object({ objection: objectionIdSchema }) } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      const { objection } = await object(ctx.services, request.actor, params.id, json);
      return { status: 201, body: { objection } };
    },
});
