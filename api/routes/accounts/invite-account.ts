import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { webPlaceOf } from '../../http/web-place.ts';
import {
  emailSchema,
  languageSchema,
  listedAccountSchema,
  personNameSchema,
  staffGrantSchema,
  tenantIdSchema,
} from '../../schemas/account.ts';
import { inviteAccount as invite } from '../../services/accounts/staff.ts';
import { viewOfAccount } from './account-view.ts';

export const inviteAccount = defineOperation({
  id: 'inviteAccount',
  method: 'post',
  path: '/v1/accounts',
  tag: 'accounts',
  summary: 'Makes an account of an office, with roles, and sends its invitation by mail.',
  action: 'account:manage',
  json: z.strictObject({
    email: emailSchema,
    name: personNameSchema,
    language: languageSchema,
    tenant: tenantIdSchema,
    roles: z.array(staffGrantSchema.strict()).max(20).default([]),
  }),
  replies: {
    201: { description: 'Made; the invitation is on its way.', name: 'Account', schema: listedAccountSchema },
  },
  problems: ['already-exists', 'not-found', 'database-unavailable'],
  handler:
    ({ services, config }) =>
    async ({ json, request }) => ({
      status: 201,
      body: viewOfAccount(await invite(services, request.actor, json, webPlaceOf(config, request))),
    }),
});
