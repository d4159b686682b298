import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partySchema } from '../../schemas/party.ts';
import { listOwnParties } from '../../services/parties/parties.ts';
import { viewOfParty } from './party-view.ts';

export const listParties = defineOperation({
  id: 'listParties',
  method: 'get',
  path: '/v1/parties',
  tag: 'parties',
  summary: 'Lists the parties that one belongs to or acts for.',
  action: 'party:create',
  replies: {
    200: { description: 'The parties.', name: 'PartyList', schema: z.object({ parties: z.array(partySchema) }) },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({
      status: 200,
      body: { parties: (await listOwnParties(services, request.actor)).map(viewOfParty) },
    }),
});
