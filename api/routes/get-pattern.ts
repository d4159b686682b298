import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { patternIdSchema, patternRecordSchema } from '../schemas/pattern.ts';
import { getPattern as get } from '../services/patterns.ts';

export const getPattern = defineOperation({
  id: 'getPattern',
  method: 'get',
  path: '/v1/patterns/{id}',
  tag: 'patterns',
  summary: 'Shows one pattern, and the other versions of the same work.',
  action: 'pattern:read',
  params: z.object({ id: patternIdSchema }),
  replies: { 200: { description: 'The pattern.', name: 'PatternRecord', schema: patternRecordSchema } },
  problems: ['not-found', 'already-removed', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params, request }) => ({ status: 200, body: await get(ctx.services, params.id, request.actor) }),
});
