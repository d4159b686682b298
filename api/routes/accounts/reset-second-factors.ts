import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, reasonSchema } from '../../schemas/account.ts';
import { resetSecondFactors as reset } from '../../services/accounts/staff.ts';

export const resetSecondFactors = defineOperation({
  id: 'resetSecondFactors',
  method: 'delete',
  path: '/v1/accounts/{id}/second-factors',
  tag: 'accounts',
  summary: 'Forgets the second factors of somebody who has lost them all.',
  action: 'account:manage',
  params: z.object({ id: accountIdSchema }),
  json: z.strictObject({ reason: reasonSchema }),
  replies: { 204: { description: 'Forgotten, and his sessions ended.' } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await reset(services, request.actor, params.id, json.reason);
      return { status: 204 };
    },
});
