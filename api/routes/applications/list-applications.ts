import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationPageSchema } from '../../schemas/application.ts';
import { listOwnApplications } from '../../services/applications/desk.ts';
import { applicationOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const listApplications = defineOperation({
  id: 'listApplications',
  method: 'get',
  path: '/v1/applications',
  tag: 'applications',
  summary: 'Lists the applications of your parties, newest first.',
  action: 'application:file',
  query: z.strictObject({
    limit: z.int().min(1).max(100).default(50),
    before: z.int().min(1).optional().describe('`nextBefore` of the page before.'),
  }),
  replies: { 200: { description: 'One page.', name: 'ApplicationPage', schema: applicationPageSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ query, request }) => {
      const rows = await listOwnApplications(ctx.services, request.actor, {
        limit: query.limit,
        beforeKey: query.before,
      });
      const applications = rows.map((row) => applicationOf(ctx.services, row));
      const last = rows.length === query.limit ? rows.at(-1) : undefined;
      return { status: 200, body: { applications, ...(last && { nextBefore: last.key }) } };
    },
});
