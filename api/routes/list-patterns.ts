import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { patternPageSchema, WITHOUT_CONTROL_CHARACTERS } from '../schemas/pattern.ts';
import { listPatterns as list } from '../services/patterns.ts';

export const listPatterns = defineOperation({
  id: 'listPatterns',
  method: 'get',
  path: '/v1/patterns',
  tag: 'patterns',
  summary: 'Lists the library, page by page.',
  action: 'pattern:read',
  query: z.strictObject({
    limit: z.int().min(1).max(100).default(24).describe('Patterns on a page.'),
    cursor: z.string().min(1).max(200).optional().describe('`nextCursor` of the page before.'),
    text: z
      .string()
      .max(200)
      .regex(WITHOUT_CONTROL_CHARACTERS)
      .optional()
      .describe('Found in title, owner, registration number or file name.'),
  }),
  replies: { 200: { description: 'One page.', name: 'PatternPage', schema: patternPageSchema } },
  problems: ['cursor-invalid', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => ({ status: 200, body: await list(ctx.services, query, request.actor) }),
});
