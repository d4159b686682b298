import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { accountIdSchema, listedAccountSchema } from '../../schemas/account.ts';
import { listAccounts as list } from '../../services/accounts/staff.ts';
import { viewOfAccount } from './account-view.ts';

export const listAccounts = defineOperation({
  id: 'listAccounts',
  method: 'get',
  path: '/v1/accounts',
  tag: 'accounts',
  summary: 'Lists the accounts of the office that one administers.',
  action: 'account:manage',
  query: z.strictObject({
    limit: z.int().min(1).max(200).default(100),
    after: accountIdSchema.optional().describe('Last id of the page before.'),
    text: z.string().trim().max(100).default('').describe('A piece of name or address.'),
  }),
  replies: {
    200: {
      description: 'One page, by id.',
      name: 'AccountPage',
      schema: z.object({ accounts: z.array(listedAccountSchema) }),
    },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ query, request }) => {
      const accounts = await list(services, request.actor, { ...query, after: query.after ?? '' });
      return { status: 200, body: { accounts: accounts.map(viewOfAccount) } };
    },
});
