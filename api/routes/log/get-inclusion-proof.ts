import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { toBase64 } from '../../proof/bytes.ts';
import { proofPathSchema, treeNumberSchema } from '../../schemas/log.ts';
import { inclusionOf } from '../../services/proof/log-proofs.ts';

export const getInclusionProof = defineOperation({
  id: 'getInclusionProof',
  method: 'get',
  path: '/v1/log/proofs/inclusion',
  tag: 'log',
  summary: 'Proves an entry to be in the log (RFC 9162, section 2.1.3).',
  action: 'log:read',
  query: z.object({
    index: treeNumberSchema.describe('Place of the entry, from 0.'),
    size: treeNumberSchema.describe('Size of the log that the proof is for, up to that of the latest checkpoint.'),
  }),
  replies: { 200: { description: 'The proof.', name: 'ProofPath', schema: proofPathSchema } },
  problems: ['not-found', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ query: { index, size } }) => ({
      status: 200,
      body: { path: (await inclusionOf(ctx.services, index, size)).map(toBase64) },
    }),
});
