import { z } from 'zod';
import { MANIFEST_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { batchResultSchema } from '../../schemas/application.ts';
import { createBatch as create } from '../../services/applications/bulk.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const createBatch = defineOperation({
  id: 'createBatch',
  method: 'post',
  path: '/v1/application-batches',
  tag: 'applications',
  summary: 'Makes drafts of a manifest: CSV or JSON lines, a result for each row, all faults named at once.',
  action: 'application:file',
  repetition: 'replayed',
  jsonBytesMax: MANIFEST_BYTES_MAX,
  json: z.strictObject({
    party: partyIdSchema,
    format: z.enum(['csv', 'jsonl']),
    text: z.string().max(MANIFEST_BYTES_MAX),
    mode: z.enum(['rest', 'all-or-nothing']),
  }),
  replies: { 200: { description: 'A result for each row.', name: 'BatchResult', schema: batchResultSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ json, request }) => ({ status: 200, body: { rows: await create(ctx.services, request.actor, json) } }),
});
