import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { withdraw } from '../../services/applications/drafts.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const withdrawApplication = defineOperation({
  id: 'withdrawApplication',
  method: 'post',
  path: '/v1/applications/{id}/withdrawal',
  tag: 'applications',
  summary: 'Takes an application back before it is decided.',
  action: 'application:file',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ note: proseSchema(2_000) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await withdraw(ctx.services, request.actor, params.id, json.note)),
    }),
});
