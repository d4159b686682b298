import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';
import { HttpProblem } from '../http/problem.ts';

export const checkReadiness = defineOperation({
  id: 'checkReadiness',
  method: 'get',
  path: '/readyz',
  tag: 'operation',
  summary: 'Says whether checks can be answered.',
  action: 'service:health',
  anonymous: true,
  replies: {
    200: {
      description: 'Ready.',
      name: 'Readiness',
      schema: z.object({
        status: z.literal('ready'),
        /** Size and change-feed position of the library that checks search. */
        patterns: z.int(),
        position: z.int(),
      }),
    },
  },
  problems: ['not-ready', 'database-unavailable'],
  handler: (ctx) => async () => {
    if (ctx.lifecycle.stopping) throw new HttpProblem('not-ready', { facts: { state: 'stopping' } });
    await ctx.services.store.query('select 1');
    const { size, position } = ctx.services.library;
    return { status: 200, body: { status: 'ready', patterns: size, position } };
  },
});
