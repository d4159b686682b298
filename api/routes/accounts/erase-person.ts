import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, erasureStatementSchema, reasonSchema } from '../../schemas/account.ts';
import { erasePerson as erase } from '../../services/accounts/erase-person.ts';

export const erasePerson = defineOperation({
  id: 'erasePerson',
  method: 'delete',
  path: '/v1/accounts/{id}',
  tag: 'accounts',
  summary: 'Erases what is known of a person, and says what is kept and why.',
  action: 'person:erase',
  params: z.object({ id: accountIdSchema }),
  json: z.strictObject({ reason: reasonSchema }),
  replies: {
    200: {
      description: 'Erased, but for what is kept.',
      name: 'ErasureStatement',
      schema: erasureStatementSchema,
    },
  },
  problems: ['not-found', 'last-administrator', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => ({
      status: 200,
      body: await erase(services, request.actor, params.id, json.reason),
    }),
});
