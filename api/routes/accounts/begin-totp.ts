import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { passwordSchema } from '../../schemas/account.ts';
import { beginTotp as begin } from '../../services/accounts/totp.ts';

export const beginTotp = defineOperation({
  id: 'beginTotp',
  method: 'post',
  path: '/v1/account/totp',
  tag: 'accounts',
  summary: 'Makes a secret for an authenticator; a code confirms it.',
  action: 'account:change',
  json: z.strictObject({ password: passwordSchema }),
  replies: {
    200: {
      description: 'For the authenticator, shown this once.',
      name: 'TotpSecret',
      schema: z.object({ secret: z.string(), uri: z.string() }),
    },
  },
  problems: ['sign-in-refused', 'too-many-attempts', 'second-factor-required', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => ({ status: 200, body: await begin(services, request.actor, json.password) }),
});
