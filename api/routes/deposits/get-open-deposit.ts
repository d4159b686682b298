import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { loggedOpenDepositSchema } from '../../proof/open-deposit.ts';
import { openDepositIdSchema } from '../../schemas/open-deposit.ts';
import { readOpenDeposit } from '../../services/proof/open-deposits.ts';

export const getOpenDeposit = defineOperation({
  id: 'getOpenDeposit',
  method: 'get',
  path: '/v1/open-deposits/{id}',
  tag: 'deposits',
  summary: 'What proves your own open deposit, against the latest checkpoint.',
  action: 'deposit:make',
  params: z.object({ id: openDepositIdSchema }),
  replies: { 200: { description: 'The deposit.', name: 'LoggedOpenDeposit', schema: loggedOpenDepositSchema } },
  problems: ['not-found', 'database-unavailable', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: await readOpenDeposit(ctx.services, params.id, request.actor),
    }),
});
