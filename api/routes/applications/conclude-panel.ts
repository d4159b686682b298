import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { concludePanel as conclude } from '../../services/applications/opinions.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const concludePanel = defineOperation({
  id: 'concludePanel',
  method: 'post',
  path: '/v1/applications/{id}/panel-conclusion',
  tag: 'applications',
  summary: 'Ends the panel that sits, by the majority of its votes.',
  action: 'application:administer',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ text: proseSchema(10_000) }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await conclude(ctx.services, request.actor, params.id, json.text)),
    }),
});
