import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { passwordSchema } from '../../schemas/account.ts';
import { signInRequired } from '../../services/access/authorize.ts';
import { changePassword as change } from '../../services/accounts/password-change.ts';

export const changePassword = defineOperation({
  id: 'changePassword',
  method: 'post',
  path: '/v1/account/password',
  tag: 'accounts',
  summary: 'Changes the password and ends every other session.',
  action: 'account:change',
  json: z.strictObject({ current: passwordSchema, next: passwordSchema }),
  replies: { 204: { description: 'Changed.' } },
  problems: ['sign-in-refused', 'too-many-attempts', 'weak-password', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request: { actor, sessionToken } }) => {
      if (sessionToken === undefined) throw signInRequired();
      await change(services, actor, { ...json, sessionToken });
      return { status: 204 };
    },
});
