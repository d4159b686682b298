import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { removePasskey as remove } from '../../services/accounts/passkeys.ts';
import { notFound } from '../../services/live-records.ts';

export const removePasskey = defineOperation({
  id: 'removePasskey',
  method: 'delete',
  path: '/v1/account/passkeys/{id}',
  tag: 'accounts',
  summary: 'Removes one of one’s own passkeys.',
  action: 'account:change',
  params: z.object({ id: z.string().regex(/^[\w-]{1,1400}$/) }),
  replies: { 204: { description: 'Removed.' } },
  problems: ['not-found', 'second-factor-required', 'database-unavailable'],
  handler:
    ({ services }) =>
    async ({ params, request }) => {
      if (!(await remove(services, request.actor, params.id))) throw notFound(params.id);
      return { status: 204 };
    },
});
