import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { emailSchema, partyIdSchema } from '../../schemas/account.ts';
import { addMember as add } from '../../services/parties/members.ts';

export const addMember = defineOperation({
  id: 'addMember',
  method: 'post',
  path: '/v1/parties/{id}/members',
  tag: 'parties',
  summary: 'Adds somebody with an account to a firm or workstation.',
  action: 'party:manage',
  params: z.object({ id: partyIdSchema }),
  json: z.strictObject({ email: emailSchema, manages: z.boolean().default(false) }),
  replies: { 204: { description: 'Added.' } },
  problems: ['not-found', 'not-now', 'already-exists', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, json, request }) => {
      await add(services, request.actor, params.id, json);
      return { status: 204 };
    },
});
