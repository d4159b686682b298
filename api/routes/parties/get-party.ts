import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { partyFileSchema } from '../../schemas/party.ts';
import { readParty } from '../../services/parties/parties.ts';
import { viewOfFile } from './party-view.ts';

export const getParty = defineOperation({
  id: 'getParty',
  method: 'get',
  path: '/v1/parties/{id}',
  tag: 'parties',
  summary: 'Shows a party with its members, papers and powers of attorney.',
  action: 'party:read',
  params: z.object({ id: partyIdSchema }),
  replies: { 200: { description: 'The party.', name: 'PartyFile', schema: partyFileSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => ({
      status: 200,
      body: viewOfFile(await readParty(services, request.actor, params.id)),
    }),
});
