import { defineOperation } from '../../http/operation.ts';
import { motifListSchema } from '../../schemas/motif.ts';
import { listMotifs as list } from '../../services/motifs/motifs.ts';

export const listMotifs = defineOperation({
  id: 'listMotifs',
  method: 'get',
  path: '/v1/motifs',
  tag: 'motifs',
  summary: 'The motifs that people know, by name.',
  action: 'motif:read',
  replies: { 200: { description: 'All of them.', name: 'MotifList', schema: motifListSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ request }) => ({ status: 200, body: { motifs: await list(ctx.services, request.actor) } }),
});
