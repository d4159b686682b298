import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema } from '../../schemas/application.ts';
import { removePicture } from '../../services/applications/pictures.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const removeApplicationPicture = defineOperation({
  id: 'removeApplicationPicture',
  method: 'delete',
  path: '/v1/applications/{id}/pictures/{ordinal}',
  tag: 'applications',
  summary: 'Takes a picture out of what is still being typed.',
  action: 'application:file',
  params: z.object({ id: applicationIdSchema, ordinal: z.coerce.number().int().min(0).max(1_000) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: applicationOf(ctx.services, await removePicture(ctx.services, request.actor, params.id, params.ordinal)),
    }),
});
