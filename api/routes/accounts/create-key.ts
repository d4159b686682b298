import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { apiKeySchema, personNameSchema } from '../../schemas/account.ts';
import { SCOPES } from '../../services/access/permissions.ts';
import { createApiKey } from '../../services/accounts/api-keys.ts';
import { viewOfKey } from './key-view.ts';

export const createKey = defineOperation({
  id: 'createKey',
  method: 'post',
  path: '/v1/account/keys',
  tag: 'accounts',
  summary: 'Makes an API key; its secret is shown this once.',
  action: 'key:manage',
  json: z.strictObject({
    name: personNameSchema,
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    days: z.int().min(1).max(366).default(90),
  }),
  replies: { 201: { description: 'Made.', name: 'NewApiKey', schema: apiKeySchema.extend({ secret: z.string() }) } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => {
      const { key, secret } = await createApiKey(services, request.actor, json);
      return { status: 201, body: { ...viewOfKey(key), secret } };
    },
});
