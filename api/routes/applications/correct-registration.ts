import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, decisionSchema, typedFormSchema } from '../../schemas/application.ts';
import { correct } from '../../services/applications/amend.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const correctRegistration = defineOperation({
  id: 'correctRegistration',
  method: 'post',
  path: '/v1/applications/{id}/correction',
  tag: 'applications',
  summary: 'Corrects what is recorded; both forms stay with the event.',
  action: 'application:administer',
  jsonBytesMax: FORM_BYTES_MAX,
  params: z.object({ id: applicationIdSchema }),
  json: decisionSchema.extend({ version: z.int().min(1), form: typedFormSchema }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await correct(ctx.services, request.actor, params.id, json)),
    }),
});
