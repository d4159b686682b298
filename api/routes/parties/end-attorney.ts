import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { reasonSchema } from '../../schemas/account.ts';
import { attorneyIdSchema } from '../../schemas/party.ts';
import { endAttorney as end } from '../../services/parties/attorneys.ts';

export const endAttorney = defineOperation({
  id: 'endAttorney',
  method: 'delete',
  path: '/v1/attorneys/{id}',
  tag: 'parties',
  summary: 'Ends a power of attorney before its time; either side may.',
  action: 'attorney:grant',
  params: z.object({ id: attorneyIdSchema }),
  json: z.strictObject({ reason: reasonSchema }),
  replies: { 204: { description: 'Ended.' } },
  problems: ['not-found', 'not-now', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await end(services, request.actor, params.id, json.reason);
      return { status: 204 };
    },
});
