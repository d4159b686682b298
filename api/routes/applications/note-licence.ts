import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, applicationSchema, proseSchema } from '../../schemas/application.ts';
import { noteLicence as note } from '../../services/applications/title.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const noteLicence = defineOperation({
  id: 'noteLicence',
  method: 'post',
  path: '/v1/applications/{id}/licence',
  tag: 'applications',
  summary: 'Notes a licence that a holder has given.',
  action: 'registration:transfer',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({
    from: proseSchema(200),
    licensee: proseSchema(200),
    exclusive: z.boolean(),
    effectiveOn: z.iso.date(),
    extent: proseSchema(500),
    basis: proseSchema(500),
    evidence: z.array(proseSchema(200)).max(10).default([]),
  }),
  replies: { 200: { description: 'The application as it is now.', name: 'Application', schema: applicationSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, request, json }) => ({
      status: 200,
      body: applicationOf(ctx.services, await note(ctx.services, request.actor, params.id, json)),
    }),
});
