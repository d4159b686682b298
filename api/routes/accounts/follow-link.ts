import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { passwordSchema } from '../../schemas/account.ts';
import { followLink as follow } from '../../services/accounts/mailed-links.ts';

export const followLink = defineOperation({
  id: 'followLink',
  method: 'post',
  path: '/v1/mailed-links',
  tag: 'accounts',
  summary: 'Sets a password with a link that came by mail.',
  action: 'account:enter',
  anonymous: true,
  rateLimit: 'credentials',
  json: z.strictObject({ token: z.string().min(1).max(100), password: passwordSchema }),
  replies: { 204: { description: 'Set; sign in with it.' } },
  problems: ['link-expired', 'weak-password', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json }) => {
      await follow(services, json);
      return { status: 204 };
    },
});
