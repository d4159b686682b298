import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { advisersSchema, capacitySchema } from '../../schemas/opinion.ts';
import { listAdvisers as list } from '../../services/applications/opinions.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const listAdvisers = defineOperation({
  id: 'listAdvisers',
  method: 'get',
  path: '/v1/applications/{id}/advisers',
  tag: 'applications',
  summary: 'Who of the office can be asked for an opinion on a case, by name.',
  action: 'application:administer',
  params: z.object({ id: applicationIdSchema }),
  query: z.strictObject({ capacity: capacitySchema }),
  replies: { 200: { description: 'At most 200 people.', name: 'Advisers', schema: advisersSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, query, request }) => ({
      status: 200,
      body: { advisers: await list(ctx.services, request.actor, params.id, query.capacity) },
    }),
});
