import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema } from '../../schemas/account.ts';
import { attorneySchema, documentIdSchema } from '../../schemas/party.ts';
import { grantAttorney as grant } from '../../services/parties/attorneys.ts';
import { viewOfAttorney } from './party-view.ts';

export const grantAttorney = defineOperation({
  id: 'grantAttorney',
  method: 'post',
  path: '/v1/parties/{id}/attorneys',
  tag: 'parties',
  summary: 'Lets an agent or workstation act for a party, for a time.',
  action: 'attorney:grant',
  params: z.object({ id: partyIdSchema }),
  json: z.strictObject({
    agent: partyIdSchema,
    document: documentIdSchema,
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  }),
  replies: {
    201: { description: 'In force from its beginning to its end.', name: 'Attorney', schema: attorneySchema },
  },
  problems: ['not-found', 'not-now', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      const span = { startsAt: new Date(json.startsAt), endsAt: new Date(json.endsAt) };
      return {
        status: 201,
        body: viewOfAttorney(await grant(services, request.actor, params.id, { ...json, ...span })),
      };
    },
});
