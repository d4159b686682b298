import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { submitIdentity as submit } from '../../services/parties/parties.ts';

export const submitIdentity = defineOperation({
  id: 'submitIdentity',
  method: 'post',
  path: '/v1/parties/{id}/identity',
  tag: 'parties',
  summary: 'Hands the identity of a party in for review.',
  action: 'party:manage',
  params: z.object({ id: partyIdSchema }),
  replies: { 204: { description: 'Waits for review.' } },
  problems: ['not-found', 'not-now', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      await submit(services, request.actor, params.id);
      return { status: 204 };
    },
});
