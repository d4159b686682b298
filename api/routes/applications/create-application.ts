import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { defineOperation } from '../../http/operation.ts';
import { KINDS } from '../../registration/application-form.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { applicationSchema, typedFormSchema } from '../../schemas/application.ts';
import { createDraft } from '../../services/applications/drafts.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const createApplication = defineOperation({
  id: 'createApplication',
  method: 'post',
  path: '/v1/applications',
  tag: 'applications',
  summary: 'Begins an application in the name of one of your parties.',
  action: 'application:file',
  repetition: 'replayed',
  jsonBytesMax: FORM_BYTES_MAX,
  json: z.strictObject({ party: partyIdSchema, kind: z.enum(KINDS), form: typedFormSchema.default({}) }),
  replies: { 201: { description: 'A draft.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ json, request }) => {
      const row = await createDraft(ctx.services, request.actor, json);
      return {
        status: 201,
        body: applicationOf(ctx.services, row),
        headers: { Location: `/v1/applications/${row.id}` },
      };
    },
});
