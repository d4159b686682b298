import { defineOperation } from '../../http/operation.ts';
import { newPartySchema, partySchema } from '../../schemas/party.ts';
import { createParty as create } from '../../services/parties/parties.ts';
import { viewOfParty } from './party-view.ts';

export const createParty = defineOperation({
  id: 'createParty',
  method: 'post',
  path: '/v1/parties',
  tag: 'parties',
  summary: 'Adds a person, firm or workstation that one manages.',
  action: 'party:create',
  json: newPartySchema,
  replies: { 201: { description: 'Added; its identity is to be proved yet.', name: 'Party', schema: partySchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => ({ status: 201, body: viewOfParty(await create(services, request.actor, json)) }),
});
