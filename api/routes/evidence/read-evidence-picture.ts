import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS } from '../../http/problem-codes.ts';
import { evidenceIdSchema } from '../../schemas/evidence.ts';
import { readEvidencePicture as read } from '../../services/evidence/custody.ts';

export const readEvidencePicture = defineOperation({
  id: 'readEvidencePicture',
  method: 'post',
  path: '/v1/evidence/{id}/readings',
  tag: 'evidence',
  summary: 'The picture, byte for byte as it was taken; that it was given out stands in the custody list first.',
  action: 'evidence:read',
  repetition: 're-executed',
  params: z.object({ id: evidenceIdSchema }),
  replies: { 200: { description: 'The picture.', contentTypes: ['application/octet-stream'] } },
  problems: ['not-found', 'picture-lost', 'step-not-possible', 'too-many-attempts', ...LOGGING_PROBLEMS],
  handler:
    (ctx) =>
    async ({ params, request }) => {
      const { bytes } = await read(ctx.services, params.id, request.actor);
      const headers = { 'Content-Disposition': `attachment; filename="${params.id}"` };
      return { status: 200, bytes, contentType: 'application/octet-stream', headers };
    },
});
