import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { passwordSchema, webAuthnSchema } from '../../schemas/account.ts';
import { beginPasskey as begin } from '../../services/accounts/passkeys.ts';

export const beginPasskey = defineOperation({
  id: 'beginPasskey',
  method: 'post',
  path: '/v1/account/passkeys/options',
  tag: 'accounts',
  summary: 'What the browser needs to make a passkey.',
  action: 'account:change',
  json: z.strictObject({ password: passwordSchema }),
  replies: {
    200: { description: 'For navigator.credentials.create.', name: 'PasskeyOptions', schema: webAuthnSchema },
  },
  problems: ['sign-in-refused', 'too-many-attempts', 'second-factor-required', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => ({ status: 200, body: await begin(services, request.actor, json.password, request) }),
});
