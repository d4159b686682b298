import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { PICTURE_TYPES, pictureReply } from '../http/picture-reply.ts';
import { patternIdSchema } from '../schemas/pattern.ts';
import { readPicture } from '../services/patterns.ts';

export const readPatternImage = defineOperation({
  id: 'readPatternImage',
  method: 'get',
  path: '/v1/patterns/{id}/image',
  tag: 'patterns',
  summary: 'The picture of a pattern, byte for byte as it came.',
  action: 'pattern:read',
  params: z.object({ id: patternIdSchema }),
  replies: {
    200: { description: 'The picture.', contentTypes: PICTURE_TYPES },
    304: { description: 'The copy that the client has is still right.' },
  },
  problems: ['not-found', 'already-removed', 'picture-lost', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params, request }) =>
      pictureReply(params.id, await readPicture(ctx.services, params.id, request.actor)),
});
