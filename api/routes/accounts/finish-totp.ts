import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { sessionCookie } from '../../http/session-cookie.ts';
import { recoveryCodesSchema } from '../../schemas/account.ts';
import { signInRequired } from '../../services/access/authorize.ts';
import { showSecondFactor } from '../../services/accounts/second-factor.ts';
import { finishTotp as finish } from '../../services/accounts/totp.ts';

export const finishTotp = defineOperation({
  id: 'finishTotp',
  method: 'post',
  path: '/v1/account/totp/confirmation',
  tag: 'accounts',
  summary: 'Takes the authenticator into use; the session has shown a second factor then.',
  action: 'account:change',
  json: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  replies: { 200: { description: 'In use.', name: 'RecoveryCodes', schema: recoveryCodesSchema } },
  problems: ['sign-in-refused', 'too-many-attempts', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => {
      const { account } = request.actor;
      if (account === null || request.sessionToken === undefined) throw signInRequired();
      let recoveryCodes: readonly string[] = [];
      const token = await showSecondFactor(services, account, request.sessionToken, async () => {
        recoveryCodes = await finish(services, account, json.code);
      });
      return { status: 200, body: { recoveryCodes }, headers: sessionCookie(token, request.isSecure) };
    },
});
