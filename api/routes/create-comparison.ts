import { type PictureOrText, pictureOrTextPart } from '../http/form-part.ts';
import { defineOperation } from '../http/operation.ts';
import { PICTURE_PROBLEMS } from '../http/problem-codes.ts';
import { comparisonResultSchema } from '../schemas/check-result.ts';
import { patternIdSchema } from '../schemas/pattern.ts';
import { comparePictures } from '../services/compare-pictures.ts';

export const createComparison = defineOperation({
  id: 'createComparison',
  method: 'post',
  path: '/v1/comparisons',
  tag: 'checks',
  summary: 'Compares two pictures, or a picture with a pattern of the library.',
  description: 'The transform leads from the first to the second. Nothing of the pictures or of the answer is kept.',
  action: 'check:create',
  rateLimit: 'checks',
  repetition: 're-executed',
  form: {
    first: pictureOrTextPart(patternIdSchema, 'A picture, or the id of a pattern.'),
    second: pictureOrTextPart(patternIdSchema, 'A picture, or the id of a pattern.'),
  },
  replies: {
    200: { description: 'The finding for this pair.', name: 'ComparisonResult', schema: comparisonResultSchema },
  },
  problems: [...PICTURE_PROBLEMS, 'not-found', 'already-removed', 'picture-lost'],
  handler:
    (ctx) =>
    async ({ form, signal, request }) => {
      const options = { signal, actor: request.actor };
      return {
        status: 200,
        body: await comparePictures(ctx.services, sideOf(form.first), sideOf(form.second), options),
      };
    },
});

function sideOf(part: PictureOrText): { readonly id: string } | { readonly picture: Uint8Array } {
  return 'text' in part ? { id: part.text } : { picture: part.bytes };
}
