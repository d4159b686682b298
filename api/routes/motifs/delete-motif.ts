import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { motifIdSchema } from '../../schemas/motif.ts';
import { removeMotif } from '../../services/motifs/motifs.ts';

export const deleteMotif = defineOperation({
  id: 'deleteMotif',
  method: 'delete',
  path: '/v1/motifs/{id}',
  tag: 'motifs',
  summary: 'Takes a motif out of the list. The audit trail keeps that it was there, and the reason.',
  action: 'motif:manage',
  params: z.object({ id: motifIdSchema }),
  json: z.strictObject({ reason: z.string().trim().min(1).max(500).describe('Why, for the audit trail.') }),
  replies: { 204: { description: 'Removed; no check names it any more.' } },
  problems: ['not-found', 'database-unavailable', 'storage-full', 'storage-read-only'],
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      await removeMotif(ctx.services, params.id, json.reason, request.actor);
      return { status: 204 };
    },
});
