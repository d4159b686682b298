import { filePart, jsonPart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { motifDetailsSchema, motifSchema } from '../../schemas/motif.ts';
import { addMotif } from '../../services/motifs/motifs.ts';

export const createMotif = defineOperation({
  id: 'createMotif',
  method: 'post',
  path: '/v1/motifs',
  tag: 'motifs',
  summary: 'Adds a motif that people know: from now on checks name it where they see it.',
  action: 'motif:manage',
  repetition: 'replayed',
  form: {
    picture: filePart('The motif alone, or one repeat of it: JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.'),
    details: jsonPart(motifDetailsSchema, 'What is known of it, as JSON.'),
  },
  replies: { 201: { description: 'Added.', name: 'Motif', schema: motifSchema } },
  problems: [...PICTURE_PROBLEMS, 'not-comparable', 'already-exists'],
  handler:
    (ctx) =>
    async ({ form, signal, request }) => {
      const upload = { picture: form.picture.bytes, details: form.details };
      const motif = await addMotif(ctx.services, upload, { signal, actor: request.actor });
      return { status: 201, body: motif, headers: { Location: `/v1/motifs/${motif.id}` } };
    },
});
