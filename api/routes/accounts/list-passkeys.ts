import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { listOwnPasskeys } from '../../services/accounts/passkeys.ts';

export const listPasskeys = defineOperation({
  id: 'listPasskeys',
  method: 'get',
  path: '/v1/account/passkeys',
  tag: 'accounts',
  summary: 'Lists one’s own passkeys.',
  action: 'account:change',
  replies: {
    200: {
      description: 'The passkeys.',
      name: 'PasskeyList',
      schema: z.object({
        passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() })),
      }),
    },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => {
      const passkeys = (await listOwnPasskeys(services, request.actor)).map(({ credentialId, name, createdAt }) => ({
        id: credentialId,
        name,
        createdAt: createdAt.toISOString(),
      }));
      return { status: 200, body: { passkeys } };
    },
});
