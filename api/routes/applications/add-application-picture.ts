import { z } from 'zod';
import { filePart, jsonPart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { applicationIdSchema, applicationSchema, pictureDetailsSchema } from '../../schemas/application.ts';
import { addPicture } from '../../services/applications/pictures.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const addApplicationPicture = defineOperation({
  id: 'addApplicationPicture',
  method: 'post',
  path: '/v1/applications/{id}/pictures',
  tag: 'applications',
  summary: 'Adds a picture: flat design with its repeat size, colourway, or photograph of the cloth.',
  action: 'application:file',
  repetition: 'replayed',
  params: z.object({ id: applicationIdSchema }),
  form: {
    picture: filePart('JPEG, PNG, WebP, TIFF, AVIF, HEIC or GIF.'),
    details: jsonPart(pictureDetailsSchema, 'What the picture shows, as JSON.'),
  },
  replies: {
    201: {
      description: 'Added.',
      name: 'ApplicationPicture',
      schema: z.object({ ordinal: z.int(), application: applicationSchema }),
    },
  },
  problems: [...CASE_PROBLEMS, ...PICTURE_PROBLEMS],
  handler:
    (ctx) =>
    async ({ params, form, request, signal }) => {
      const { ordinal, application } = await addPicture(
        ctx.services,
        params.id,
        { ...form.picture, ...form.details },
        { actor: request.actor, signal },
      );
      return { status: 201, body: { ordinal, application: applicationOf(ctx.services, application) } };
    },
});
