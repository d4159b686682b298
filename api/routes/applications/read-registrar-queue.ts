import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { queuePageSchema } from '../../schemas/application.ts';
import { REGISTRAR_STAGES, readRegistrarQueue as read } from '../../services/applications/desk.ts';
import { queuePageOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const readRegistrarQueue = defineOperation({
  id: 'readRegistrarQueue',
  method: 'get',
  path: '/v1/registrar-queue',
  tag: 'applications',
  summary: 'What waits for registrars at your office: objections to decide, panels that sit.',
  action: 'application:administer',
  query: z.strictObject({ stage: z.enum(REGISTRAR_STAGES).default('objections') }),
  replies: { 200: { description: 'At most 200 cases.', name: 'CaseQueue', schema: queuePageSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ query, request }) => ({
      status: 200,
      body: queuePageOf(ctx.services, await read(ctx.services, request.actor, query.stage)),
    }),
});
