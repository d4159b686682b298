import { filePart, jsonPart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { LOGGING_PROBLEMS, PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { captureSchema, takenEvidenceSchema } from '../../schemas/evidence.ts';
import { takeEvidence as take } from '../../services/evidence/take.ts';

export const takeEvidence = defineOperation({
  id: 'takeEvidence',
  method: 'post',
  path: '/v1/evidence',
  tag: 'evidence',
  summary: 'Takes evidence of a suspected copy: photograph, screenshot or picture of a page.',
  description:
    'One reply gives its hash, time, operator, place, what it matches, and its id, all of it in the transparency log. The picture is kept, and read only ' +
    'by those who took it or were handed it, each reading in the custody list. A picture with nothing to compare is evidence all the same.',
  action: 'evidence:take',
  rateLimit: 'checks',
  repetition: 'replayed',
  form: {
    picture: filePart('The picture: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.'),
    capture: jsonPart(captureSchema, 'How it was taken, as JSON.'),
  },
  replies: { 201: { description: 'Taken, logged and signed.', name: 'TakenEvidence', schema: takenEvidenceSchema } },
  problems: [...PICTURE_PROBLEMS, ...LOGGING_PROBLEMS, 'too-many-attempts'],
  handler:
    (ctx) =>
    async ({ form, request, signal }) => {
      const { way, place = null, source = null, device = null } = form.capture;
      const stated = { way, place, source, device };
      const taken = await take(ctx.services, form.picture.bytes, stated, { actor: request.actor, signal });
      request.worksSearched = taken.check?.worksSearched ?? 0;
      return { status: 201, body: taken, headers: { Location: `/v1/evidence/${taken.receipt.taken.record.id}` } };
    },
});
