import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, staleEditSchema, typedFormSchema } from '../../schemas/application.ts';
import { saveDraft } from '../../services/applications/drafts.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const saveApplicationForm = defineOperation({
  id: 'saveApplicationForm',
  method: 'post',
  path: '/v1/applications/{id}/form',
  tag: 'applications',
  summary: 'Saves the form as it was typed, on top of the version that was edited.',
  action: 'application:file',
  jsonBytesMax: FORM_BYTES_MAX,
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ version: z.int().min(1), form: typedFormSchema }),
  replies: {
    200: { description: 'Saved.', name: 'Application', schema: applicationSchema },
    409: {
      description:
        'Somebody saved in between: both versions, nothing changed. A case that cannot be edited any more is answered by a problem of the same status.',
      name: 'StaleEdit',
      schema: staleEditSchema,
    },
  },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      const outcome = await saveDraft(ctx.services, request.actor, params.id, json);
      const current = applicationOf(ctx.services, outcome.application);
      return outcome.saved
        ? { status: 200, body: current }
        : { status: 409, body: { code: 'stale-edit', current, typed: outcome.typed } };
    },
});
