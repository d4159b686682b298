import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { recordTransfer as record } from '../../services/applications/title.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const recordTransfer = defineOperation({
  id: 'recordTransfer',
  method: 'post',
  path: '/v1/applications/{id}/transfer',
  tag: 'applications',
  summary: 'Records that a right has passed: the holder may, and the registrar on a document.',
  action: 'registration:transfer',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({
    event: z.enum(['transfer', 'inheritance', 'court-order']),
    effectiveOn: z.iso.date(),
    from: proseSchema(200),
    to: z
      .array(z.strictObject({ holder: proseSchema(200), share: z.string().max(40) }))
      .min(1)
      .max(20),
    basis: proseSchema(500),
    evidence: z.array(proseSchema(200)).max(10).default([]),
  }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await record(ctx.services, request.actor, params.id, json)),
    }),
});
