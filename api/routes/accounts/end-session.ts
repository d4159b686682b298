import { defineOperation } from '../../http/operation.ts';
import { sessionCookie } from '../../http/session-cookie.ts';
import { endSession as end } from '../../services/accounts/sessions.ts';

export const endSession = defineOperation({
  id: 'endSession',
  method: 'delete',
  path: '/v1/session',
  tag: 'accounts',
  summary: 'Signs out.',
  action: 'session:end',
  replies: { 204: { description: 'Signed out, or was not signed in.' } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => {
      if (request.sessionToken !== undefined) await end(services, request.sessionToken);
      return { status: 204, headers: sessionCookie(null, request.isSecure) };
    },
});
