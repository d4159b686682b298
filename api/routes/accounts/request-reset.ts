import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import { emailSchema } from '../../schemas/account.ts';
import { requestReset as request } from '../../services/accounts/mailed-links.ts';

export const requestReset = defineOperation({
  id: 'requestReset',
  method: 'post',
  path: '/v1/password-resets',
  tag: 'accounts',
  summary: 'Has a link to a new password sent by mail.',
  action: 'account:enter',
  anonymous: true,
  rateLimit: 'credentials',
  json: z.strictObject({ email: emailSchema }),
  replies: { 202: { description: 'Mail is on its way, if the address has an account.' } },
  problems: ['database-unavailable'],
  handler:
    ({ services, config }) =>
    async ({ json, request: context }) => {
      await request(services, json.email, webPlaceOf(config, context));
      return { status: 202 };
    },
});
