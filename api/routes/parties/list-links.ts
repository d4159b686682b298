import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { linkSchema } from '../../schemas/party.ts';
import { listOwnLinks } from '../../services/parties/recusal.ts';
import { viewOfLink } from './party-view.ts';

export const listLinks = defineOperation({
  id: 'listLinks',
  method: 'get',
  path: '/v1/account/links',
  tag: 'parties',
  summary: 'Lists the ties that one has declared.',
  action: 'link:declare',
  replies: {
    200: { description: 'The ties.', name: 'PartyLinkList', schema: z.object({ links: z.array(linkSchema) }) },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({
      status: 200,
      body: { links: (await listOwnLinks(services, request.actor)).map(viewOfLink) },
    }),
});
