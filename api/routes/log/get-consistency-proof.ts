import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { toBase64 } from '../../proof/bytes.ts';
import { proofPathSchema, treeNumberSchema } from '../../schemas/log.ts';
import { consistencyBetween } from '../../services/proof/log-proofs.ts';

export const getConsistencyProof = defineOperation({
  id: 'getConsistencyProof',
  method: 'get',
  path: '/v1/log/proofs/consistency',
  tag: 'log',
  summary: 'Proves the log to have only grown since an earlier size (RFC 9162, section 2.1.4).',
  action: 'log:read',
  query: z.object({
    from: treeNumberSchema.describe('The earlier size.'),
    to: treeNumberSchema.describe('The later size, up to that of the latest checkpoint.'),
  }),
  replies: { 200: { description: 'The proof.', name: 'ProofPath', schema: proofPathSchema } },
  problems: ['not-found', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ query: { from, to } }) => ({
      status: 200,
      body: { path: (await consistencyBetween(ctx.services, from, to)).map(toBase64) },
    }),
});
