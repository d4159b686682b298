import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, reasonSchema } from '../../schemas/account.ts';
import { changeStatus } from '../../services/accounts/staff.ts';

export const changeAccountStatus = defineOperation({
  id: 'changeAccountStatus',
  method: 'post',
  path: '/v1/accounts/{id}/status',
  tag: 'accounts',
  summary: 'Disables an account or takes it into use again.',
  action: 'account:manage',
  params: z.object({ id: accountIdSchema }),
  json: z.strictObject({ status: z.enum(['active', 'disabled']), reason: reasonSchema }),
  replies: { 204: { description: 'Changed, or was so already.' } },
  problems: ['not-found', 'last-administrator', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await changeStatus(services, request.actor, params.id, json);
      return { status: 204 };
    },
});
