import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { partyIdSchema, reasonSchema } from '../../schemas/account.ts';
import { reviewIdentity as review } from '../../services/parties/parties.ts';

export const reviewIdentity = defineOperation({
  id: 'reviewIdentity',
  method: 'post',
  path: '/v1/identity-reviews/{id}',
  tag: 'parties',
  summary: 'Accepts or refuses the identity of a party, with a reason.',
  action: 'party:verify',
  params: z.object({ id: partyIdSchema }),
  json: z.strictObject({ decision: z.enum(['verified', 'refused']), reason: reasonSchema }),
  replies: { 204: { description: 'Decided.' } },
  problems: ['not-found', 'not-now', 'recused', 'already-exists', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await review(services, request.actor, params.id, json);
      return { status: 204 };
    },
});
