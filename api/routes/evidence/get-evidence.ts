import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { evidenceIdSchema, evidenceSchema } from '../../schemas/evidence.ts';
import { readEvidence } from '../../services/evidence/read.ts';

export const getEvidence = defineOperation({
  id: 'getEvidence',
  method: 'get',
  path: '/v1/evidence/{id}',
  tag: 'evidence',
  summary: 'What proves evidence that you took or were handed, with its custody list, against the latest checkpoint.',
  action: 'evidence:read',
  params: z.object({ id: evidenceIdSchema }),
  replies: { 200: { description: 'The evidence.', name: 'Evidence', schema: evidenceSchema } },
  problems: ['not-found', 'database-unavailable', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: await readEvidence(ctx.services, params.id, request.actor),
    }),
});
