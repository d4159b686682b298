import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema } from '../../schemas/account.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { CAPACITIES, inviteOpinions as invite } from '../../services/applications/opinions.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const inviteOpinions = defineOperation({
  id: 'inviteOpinions',
  method: 'post',
  path: '/v1/applications/{id}/opinion-invitations',
  tag: 'applications',
  summary: 'Asks experts, members of the lay panel, investigators or appraisers for their opinion.',
  action: 'application:administer',
  params: z.object({ id: applicationIdSchema }),
  json: z.strictObject({ capacity: z.enum(CAPACITIES), accounts: z.array(accountIdSchema).min(1).max(30) }),
  replies: { 204: { description: 'Asked.' } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ params, json, request }) => {
      await invite(ctx.services, request.actor, params.id, json);
      return { status: 204 };
    },
});
