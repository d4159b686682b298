import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { pictureReply } from '../http/picture-reply.ts';
import { patternIdSchema } from '../schemas/pattern.ts';
import { readThumbnail } from '../services/patterns.ts';

export const readPatternThumbnail = defineOperation({
  id: 'readPatternThumbnail',
  method: 'get',
  path: '/v1/patterns/{id}/thumbnail',
  tag: 'patterns',
  summary: 'A small preview of a pattern, upright and without metadata.',
  action: 'pattern:read',
  params: z.object({ id: patternIdSchema }),
  replies: {
    200: { description: 'The preview.', contentTypes: ['image/webp'] },
    304: { description: 'The copy that the client has is still right.' },
  },
  problems: ['not-found', 'already-removed', 'picture-lost', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params, request }) => {
      const thumbnail = await readThumbnail(ctx.services, params.id, request.actor);
      return pictureReply(`${params.id}-thumbnail`, thumbnail);
    },
});
