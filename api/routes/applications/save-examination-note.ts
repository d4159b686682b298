import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, typedFormSchema } from '../../schemas/application.ts';
import { saveExaminationNote as save } from '../../services/applications/examine.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const saveExaminationNote = defineOperation({
  id: 'saveExaminationNote',
  method: 'post',
  path: '/v1/applications/{id}/examination-note',
  tag: 'applications',
  summary: 'Keeps what you have typed at the desk and not yet decided.',
  action: 'application:examine',
  jsonBytesMax: FORM_BYTES_MAX,
  params: z.object({ id: applicationIdSchema }),
  json: typedFormSchema,
  replies: { 204: { description: 'Kept.' } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      await save(ctx.services, request.actor, params.id, json);
      return { status: 204 };
    },
});
