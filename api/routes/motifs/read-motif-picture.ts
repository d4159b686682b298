import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_TYPES, pictureReply } from '../../http/picture-reply.ts';
import { motifIdSchema } from '../../schemas/motif.ts';
import { readMotifPicture as read } from '../../services/motifs/motifs.ts';

export const readMotifPicture = defineOperation({
  id: 'readMotifPicture',
  method: 'get',
  path: '/v1/motifs/{id}/image',
  tag: 'motifs',
  summary: 'The picture of a motif, byte for byte as it came.',
  action: 'motif:read',
  params: z.object({ id: motifIdSchema }),
  replies: {
    200: { description: 'The picture.', contentTypes: PICTURE_TYPES },
    304: { description: 'The copy that the client has is still right.' },
  },
  problems: ['not-found', 'picture-lost', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params, request }) =>
      pictureReply(params.id, await read(ctx.services, params.id, request.actor)),
});
