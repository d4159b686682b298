import { z } from 'zod';
import { filePart } from '../http/form-part.ts';
import { defineOperation } from '../http/operation.ts';
import { PICTURE_PROBLEMS } from '../http/problem-codes.ts';
import { checkedSchema, notComparableResultSchema } from '../schemas/check-result.ts';
import { checkPicture } from '../services/check-picture.ts';

export const createCheck = defineOperation({
  id: 'createCheck',
  method: 'post',
  path: '/v1/checks',
  tag: 'checks',
  summary: 'Says whether a pattern was registered before, by which record, and what was changed.',
  description: 'Nothing of the picture or of the answer is kept.',
  action: 'check:create',
  rateLimit: 'checks',
  repetition: 're-executed',
  query: z.strictObject({
    limit: z.int().min(1).max(50).default(10).describe('Candidates wanted, by descending score.'),
  }),
  form: { picture: filePart('The pattern: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.') },
  replies: {
    200: {
      description: 'The result. A picture in which there is nothing to compare is answered too, with the reason.',
      name: 'CheckResult',
      schema: z.discriminatedUnion('status', [checkedSchema, notComparableResultSchema]),
    },
  },
  problems: [...PICTURE_PROBLEMS, 'too-many-attempts'],
  handler:
    (ctx) =>
    async ({ query, form, signal, request }) => {
      const { limit } = query;
      const result = await checkPicture(ctx.services, form.picture.bytes, { limit, signal, actor: request.actor });
      if (result.status === 'checked') request.worksSearched = result.worksSearched;
      return { status: 200, body: result };
    },
});
