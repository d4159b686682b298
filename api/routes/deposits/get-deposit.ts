import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { loggedDepositSchema } from '../../proof/deposit.ts';
import { readSealedDeposit } from '../../services/proof/deposits.ts';

export const getDeposit = defineOperation({
  id: 'getDeposit',
  method: 'get',
  path: '/v1/deposits/{id}',
  tag: 'deposits',
  summary: 'The registry’s part of the receipt of your own deposit, proved against the latest checkpoint.',
  action: 'deposit:make',
  params: z.object({ id: z.string().regex(/^SD-[0-9A-HJKMNP-TV-Z]{26}$/) }),
  replies: { 200: { description: 'The deposit.', name: 'LoggedDeposit', schema: loggedDepositSchema } },
  problems: ['not-found', 'database-unavailable', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: await readSealedDeposit(ctx.services, params.id, request.actor),
    }),
});
