import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { evidenceIdSchema, evidenceSchema, handOverSchema } from '../../schemas/evidence.ts';
import { handOver } from '../../services/evidence/custody.ts';

export const handOverEvidence = defineOperation({
  id: 'handOverEvidence',
  method: 'post',
  path: '/v1/evidence/{id}/hand-overs',
  tag: 'evidence',
  summary: 'Gives custody to another account, which can read the evidence from then on.',
  action: 'evidence:hand-over',
  repetition: 'replayed',
  params: z.object({ id: evidenceIdSchema }),
  json: handOverSchema,
  replies: { 201: { description: 'In the custody list and the log.', name: 'Evidence', schema: evidenceSchema } },
  problems: ['not-found', 'forbidden', 'step-not-possible', 'too-many-attempts', ...LOGGING_PROBLEMS],
  handler:
    (ctx) =>
    async ({ params, json, request }) => ({
      status: 201,
      body: await handOver(ctx.services, params.id, { to: json.to, note: json.note ?? null }, request.actor),
    }),
});
