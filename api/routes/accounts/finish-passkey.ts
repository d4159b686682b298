import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { sessionCookie } from '../../http/session-cookie.ts';
import { personNameSchema, recoveryCodesSchema, webAuthnSchema } from '../../schemas/account.ts';
import { signInRequired } from '../../services/access/authorize.ts';
import { finishPasskey as finish } from '../../services/accounts/passkeys.ts';
import { showSecondFactor } from '../../services/accounts/second-factor.ts';

export const finishPasskey = defineOperation({
  id: 'finishPasskey',
  method: 'post',
  path: '/v1/account/passkeys',
  tag: 'accounts',
  summary: 'Keeps the passkey that the browser made; the session has shown a second factor then.',
  action: 'account:change',
  json: z.strictObject({ name: personNameSchema, response: webAuthnSchema }),
  replies: { 200: { description: 'Kept.', name: 'RecoveryCodes', schema: recoveryCodesSchema } },
  problems: ['sign-in-refused', 'too-many-attempts', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => {
      const { account } = request.actor;
      if (account === null || request.sessionToken === undefined) throw signInRequired();
      let recoveryCodes: readonly string[] = [];
      const token = await showSecondFactor(services, account, request.sessionToken, async () => {
        recoveryCodes = await finish(services, account, json, request);
      });
      return { status: 200, body: { recoveryCodes }, headers: sessionCookie(token, request.isSecure) };
    },
});
