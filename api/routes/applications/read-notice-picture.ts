import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { pictureReply } from '../../http/picture-reply.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { ANONYMOUS } from '../../services/access/actor.ts';
import { readApplicationThumbnail } from '../../services/applications/pictures.ts';

export const readNoticePicture = defineOperation({
  id: 'readNoticePicture',
  method: 'get',
  path: '/v1/notices/{id}/pictures/{ordinal}',
  tag: 'applications',
  summary: 'A preview of a registered picture.',
  action: 'registration:read',
  params: z.object({ id: applicationIdSchema, ordinal: z.coerce.number().int().min(0).max(1_000) }),
  replies: {
    200: { description: 'The picture.', contentTypes: ['image/webp'] },
    304: { description: 'The copy that the client has is still right.' },
  },
  problems: ['not-found', 'picture-lost', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params }) =>
      pictureReply(
        `${params.id}-${params.ordinal}`,
        await readApplicationThumbnail(ctx.services, ANONYMOUS, params.id, params.ordinal),
      ),
});
