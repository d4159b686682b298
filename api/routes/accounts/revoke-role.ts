import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, reasonSchema, staffGrantSchema } from '../../schemas/account.ts';
import { revokeRole as revoke } from '../../services/accounts/staff.ts';

export const revokeRole = defineOperation({
  id: 'revokeRole',
  method: 'delete',
  path: '/v1/accounts/{id}/roles',
  tag: 'accounts',
  summary: 'Takes a role of staff back.',
  action: 'role:grant',
  params: z.object({ id: accountIdSchema }),
  json: staffGrantSchema.extend({ reason: reasonSchema }).strict(),
  replies: { 204: { description: 'Taken back.' } },
  problems: ['not-found', 'last-administrator', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json: { reason, ...grant }, request }) => {
      await revoke(services, request.actor, params.id, grant, reason);
      return { status: 204 };
    },
});
