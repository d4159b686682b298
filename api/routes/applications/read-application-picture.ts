import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_TYPES, pictureReply } from '../../http/picture-reply.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { readApplicationPicture as read } from '../../services/applications/pictures.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const readApplicationPicture = defineOperation({
  id: 'readApplicationPicture',
  method: 'get',
  path: '/v1/applications/{id}/pictures/{ordinal}',
  tag: 'applications',
  summary: 'A picture of a case, byte for byte as it came.',
  action: 'application:read',
  params: z.object({ id: applicationIdSchema, ordinal: z.coerce.number().int().min(0).max(1_000) }),
  replies: {
    200: { description: 'The picture.', contentTypes: PICTURE_TYPES },
    304: { description: 'The copy that the client has is still right.' },
  },
  problems: [...CASE_PROBLEMS, 'picture-lost'],
  handler:
    (ctx) =>
    async ({ params, request }) =>
      pictureReply(
        `${params.id}-${params.ordinal}`,
        await read(ctx.services, request.actor, params.id, params.ordinal),
      ),
});
