import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { tenantSchema } from '../../schemas/account.ts';
import { listTenants as list } from '../../services/accounts/tenants.ts';

export const listTenants = defineOperation({
  id: 'listTenants',
  method: 'get',
  path: '/v1/tenants',
  tag: 'accounts',
  summary: 'Lists the offices.',
  action: 'tenant:read',
  replies: {
    200: { description: 'Every office.', name: 'TenantList', schema: z.object({ tenants: z.array(tenantSchema) }) },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({ status: 200, body: { tenants: await list(services, request.actor) } }),
});
