import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, partyIdSchema } from '../../schemas/account.ts';
import { removeMember as remove } from '../../services/parties/members.ts';

export const removeMember = defineOperation({
  id: 'removeMember',
  method: 'delete',
  path: '/v1/parties/{id}/members/{account}',
  tag: 'parties',
  summary: 'Ends a membership.',
  action: 'party:manage',
  params: z.object({ id: partyIdSchema, account: accountIdSchema }),
  replies: { 204: { description: 'Ended.' } },
  problems: ['not-found', 'not-now', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      await remove(services, request.actor, params.id, params.account);
      return { status: 204 };
    },
});
