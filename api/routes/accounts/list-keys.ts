import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { apiKeySchema } from '../../schemas/account.ts';
import { listOwnKeys } from '../../services/accounts/api-keys.ts';
import { viewOfKey } from './key-view.ts';

export const listKeys = defineOperation({
  id: 'listKeys',
  method: 'get',
  path: '/v1/account/keys',
  tag: 'accounts',
  summary: 'Lists one’s own API keys.',
  action: 'key:manage',
  replies: {
    200: {
      description: 'The keys, newest first.',
      name: 'ApiKeyList',
      schema: z.object({ keys: z.array(apiKeySchema) }),
    },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({
      status: 200,
      body: { keys: (await listOwnKeys(services, request.actor)).map(viewOfKey) },
    }),
});
