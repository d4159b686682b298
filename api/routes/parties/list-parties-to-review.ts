import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partySchema } from '../../schemas/party.ts';
import { listPartiesToReview as list } from '../../services/parties/parties.ts';
import { viewOfParty } from './party-view.ts';

export const listPartiesToReview = defineOperation({
  id: 'listPartiesToReview',
  method: 'get',
  path: '/v1/identity-reviews',
  tag: 'parties',
  summary: 'Lists the parties whose identity waits for review, longest waiting first.',
  action: 'party:verify',
  query: z.strictObject({ limit: z.int().min(1).max(200).default(50) }),
  replies: {
    200: { description: 'The queue.', name: 'PartyList', schema: z.object({ parties: z.array(partySchema) }) },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ query, request }) => ({
      status: 200,
      body: { parties: (await list(services, request.actor, query.limit)).map(viewOfParty) },
    }),
});
