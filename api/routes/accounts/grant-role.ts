import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, staffGrantSchema } from '../../schemas/account.ts';
import { grantRole as grant } from '../../services/accounts/staff.ts';

export const grantRole = defineOperation({
  id: 'grantRole',
  method: 'post',
  path: '/v1/accounts/{id}/roles',
  tag: 'accounts',
  summary: 'Grants a role of staff.',
  action: 'role:grant',
  params: z.object({ id: accountIdSchema }),
  json: staffGrantSchema.strict(),
  replies: { 204: { description: 'Granted, or held already.' } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await grant(services, request.actor, params.id, json);
      return { status: 204 };
    },
});
