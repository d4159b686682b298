import { defineOperation } from '../../http/operation.ts';
import { awaitedOpinionsSchema } from '../../schemas/opinion.ts';
import { readAwaitedOpinions } from '../../services/applications/opinions.ts';

export const listAwaitedOpinions = defineOperation({
  id: 'listAwaitedOpinions',
  method: 'get',
  path: '/v1/awaited-opinions',
  tag: 'applications',
  summary: 'Cases in which your opinion is awaited.',
  action: 'application:advise',
  replies: { 200: { description: 'Oldest first.', name: 'AwaitedOpinions', schema: awaitedOpinionsSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ request }) => ({ status: 200, body: { awaited: await readAwaitedOpinions(ctx.services, request.actor) } }),
});
