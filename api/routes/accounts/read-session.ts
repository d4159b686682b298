import { defineOperation } from '../../http/operation.ts';
import { sessionSchema } from '../../schemas/account.ts';
import { describeSession } from '../../services/accounts/describe-session.ts';

export const readSession = defineOperation({
  id: 'readSession',
  method: 'get',
  path: '/v1/session',
  tag: 'accounts',
  summary: 'Says who is signed in, and what he may act as.',
  action: 'session:read',
  replies: { 200: { description: 'Signed in or not.', name: 'Session', schema: sessionSchema } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({ status: 200, body: await describeSession(services, request.actor) }),
});
