import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountFileSchema, accountIdSchema } from '../../schemas/account.ts';
import { readAccount } from '../../services/accounts/read-account.ts';
import { viewOfAccountFile } from './account-view.ts';

export const getAccount = defineOperation({
  id: 'getAccount',
  method: 'get',
  path: '/v1/accounts/{id}',
  tag: 'accounts',
  summary: 'Gives an account with every role that it has or had; of an erased one, what was kept and why.',
  action: 'account:manage',
  params: z.object({ id: accountIdSchema }),
  replies: { 200: { description: 'The account.', name: 'AccountFile', schema: accountFileSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => ({
      status: 200,
      body: viewOfAccountFile(await readAccount(services, request.actor, params.id)),
    }),
});
