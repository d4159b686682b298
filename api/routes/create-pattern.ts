import { filePart, jsonPart } from '../http/form-part.ts';
import { defineOperation } from '../http/operation.ts';
import { PICTURE_PROBLEMS } from '../http/problem-codes.ts';
import { importOutcomeSchema } from '../schemas/import-outcome.ts';
import { patternDetailsSchema } from '../schemas/pattern.ts';
import { importPattern } from '../services/import-pattern.ts';

export const createPattern = defineOperation({
  id: 'createPattern',
  method: 'post',
  path: '/v1/patterns',
  tag: 'patterns',
  summary: 'Adds a pattern to the library.',
  action: 'pattern:add',
  repetition: 'replayed',
  form: {
    picture: filePart('The pattern: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.'),
    details: jsonPart(patternDetailsSchema.strict(), 'What is stated about the pattern, as JSON.'),
  },
  replies: {
    200: { description: 'This very file was there already.', name: 'ImportOutcome', schema: importOutcomeSchema },
    201: {
      description: 'Added; it is found by every check from now on.',
      name: 'ImportOutcome',
      schema: importOutcomeSchema,
    },
  },
  problems: [...PICTURE_PROBLEMS, 'not-comparable', 'already-exists'],
  handler:
    (ctx) =>
    async ({ form, signal, request }) => {
      const { bytes, fileName } = form.picture;
      const upload = { picture: bytes, fileName, details: form.details };
      const outcome = await importPattern(ctx.services, upload, { signal, actor: request.actor });
      const headers = { Location: `/v1/patterns/${outcome.id}` };
      return { status: outcome.status === 'added' ? 201 : 200, body: outcome, headers };
    },
});
