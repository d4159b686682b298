import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { personNameSchema, tenantSchema } from '../../schemas/account.ts';
import { createTenant as create } from '../../services/accounts/tenants.ts';

export const createTenant = defineOperation({
  id: 'createTenant',
  method: 'post',
  path: '/v1/tenants',
  tag: 'accounts',
  summary: 'Adds an office.',
  action: 'tenant:create',
  json: z.strictObject({
    name: personNameSchema,
    region: z
      .string()
      .regex(/^[1-9][0-9]$/)
      .nullable(),
    contact: personNameSchema,
  }),
  replies: { 201: { description: 'Added.', name: 'Tenant', schema: tenantSchema } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => ({ status: 201, body: await create(services, request.actor, json) }),
});
