import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { sessionCookie } from '../../http/session-cookie.ts';
import { emailSchema, passwordSchema, sessionSchema } from '../../schemas/account.ts';
import { ANONYMOUS } from '../../services/access/actor.ts';
import { describeSession } from '../../services/accounts/describe-session.ts';
import { actorOfSession } from '../../services/accounts/sessions.ts';
import { signIn } from '../../services/accounts/sign-in.ts';

export const openSession = defineOperation({
  id: 'openSession',
  method: 'post',
  path: '/v1/session',
  tag: 'accounts',
  summary: 'Signs in by address and password.',
  description: 'The session is a cookie that pages cannot read. Roles of staff count once a second factor was shown.',
  action: 'session:open',
  anonymous: true,
  rateLimit: 'credentials',
  json: z.strictObject({ email: emailSchema, password: passwordSchema }),
  replies: { 200: { description: 'Signed in.', name: 'Session', schema: sessionSchema } },
  problems: ['sign-in-refused', 'too-many-attempts', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => {
      const token = await signIn(services, json);
      const actor = (await actorOfSession(services, token)) ?? ANONYMOUS;
      const body = await describeSession(services, actor);
      return { status: 200, body, headers: sessionCookie(token, request.isSecure) };
    },
});
