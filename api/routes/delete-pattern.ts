import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { patternIdSchema } from '../schemas/pattern.ts';
import { removePattern } from '../services/patterns.ts';

export const deletePattern = defineOperation({
  id: 'deletePattern',
  method: 'delete',
  path: '/v1/patterns/{id}',
  tag: 'patterns',
  summary: 'Removes a pattern from the library. The audit trail keeps that it was there, and the reason.',
  action: 'pattern:remove',
  params: z.object({ id: patternIdSchema }),
  json: z.strictObject({ reason: z.string().trim().min(1).max(500).describe('Why, for the audit trail.') }),
  replies: { 204: { description: 'Removed; no check finds it any more.' } },
  problems: ['not-found', 'already-removed', 'database-unavailable', 'storage-full', 'storage-read-only'],
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      await removePattern(ctx.services, params.id, json.reason, request.actor);
      return { status: 204 };
    },
});
