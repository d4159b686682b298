import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { apiKeyIdSchema } from '../../schemas/account.ts';
import { revokeOwnKey } from '../../services/accounts/api-keys.ts';

export const revokeKey = defineOperation({
  id: 'revokeKey',
  method: 'delete',
  path: '/v1/account/keys/{id}',
  tag: 'accounts',
  summary: 'Ends one of one’s own API keys.',
  action: 'key:manage',
  params: z.object({ id: apiKeyIdSchema }),
  replies: { 204: { description: 'Ended.' } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      await revokeOwnKey(services, request.actor, params.id);
      return { status: 204 };
    },
});
