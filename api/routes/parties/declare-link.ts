import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { LINK_KINDS } from '../../registration/link-kinds.ts';
import { partyIdSchema, personNameSchema } from '../../schemas/account.ts';
import { linkSchema } from '../../schemas/party.ts';
import { declareLink as declare } from '../../services/parties/recusal.ts';
import { viewOfLink } from './party-view.ts';

export const declareLink = defineOperation({
  id: 'declareLink',
  method: 'post',
  path: '/v1/account/links',
  tag: 'parties',
  summary: 'Says what ties oneself to a party, for recusal.',
  action: 'link:declare',
  json: z.strictObject({
    party: partyIdSchema,
    kind: z.enum(LINK_KINDS),
    note: personNameSchema.nullable().default(null),
  }),
  replies: { 201: { description: 'Declared.', name: 'PartyLink', schema: linkSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ json, request }) => ({ status: 201, body: viewOfLink(await declare(services, request.actor, json)) }),
});
