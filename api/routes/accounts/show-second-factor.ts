import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { sessionCookie } from '../../http/session-cookie.ts';
import { sessionSchema, webAuthnSchema } from '../../schemas/account.ts';
import { ANONYMOUS } from '../../services/access/actor.ts';
import { signInRequired } from '../../services/access/authorize.ts';
import { describeSession } from '../../services/accounts/describe-session.ts';
import { verifyPasskey } from '../../services/accounts/passkeys.ts';
import { showSecondFactor, verifyRecoveryCode } from '../../services/accounts/second-factor.ts';
import { actorOfSession } from '../../services/accounts/sessions.ts';
import { verifyTotp } from '../../services/accounts/totp.ts';

export const showFactor = defineOperation({
  id: 'showSecondFactor',
  method: 'post',
  path: '/v1/session/second-factor',
  tag: 'accounts',
  summary: 'Shows a second factor, upon which roles of staff count in this session.',
  action: 'account:change',
  rateLimit: 'credentials',
  json: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('totp'), code: z.string().regex(/^\d{6}$/) }),
    z.strictObject({ kind: z.literal('recovery-code'), code: z.string().min(12).max(20) }),
    z.strictObject({ kind: z.literal('passkey'), response: webAuthnSchema }),
  ]),
  replies: { 200: { description: 'Shown.', name: 'Session', schema: sessionSchema } },
  problems: ['sign-in-refused', 'too-many-attempts', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => {
      const { account } = request.actor;
      if (account === null || request.sessionToken === undefined) throw signInRequired();
      const token = await showSecondFactor(services, account, request.sessionToken, () => {
        if (json.kind === 'totp') return verifyTotp(services, account, json.code);
        if (json.kind === 'recovery-code') return verifyRecoveryCode(services, account, json.code);
        return verifyPasskey(services, account, json.response, request);
      });
      const actor = (await actorOfSession(services, token)) ?? ANONYMOUS;
      const body = await describeSession(services, actor);
      return { status: 200, body, headers: sessionCookie(token, request.isSecure) };
    },
});
