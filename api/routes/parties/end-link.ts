import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { reasonSchema } from '../../schemas/account.ts';
import { linkIdSchema } from '../../schemas/party.ts';
import { endOwnLink } from '../../services/parties/recusal.ts';

export const endLink = defineOperation({
  id: 'endLink',
  method: 'delete',
  path: '/v1/account/links/{id}',
  tag: 'parties',
  summary: 'Says that a tie has ended.',
  action: 'link:declare',
  params: z.object({ id: linkIdSchema }),
  json: z.strictObject({ reason: reasonSchema }),
  replies: { 204: { description: 'Ended.' } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await endOwnLink(services, request.actor, params.id, json.reason);
      return { status: 204 };
    },
});
