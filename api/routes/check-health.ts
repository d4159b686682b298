import { z } from 'zod';
import { defineOperation } from '../http/operation.ts';

export const checkHealth = defineOperation({
  id: 'checkHealth',
  method: 'get',
  path: '/healthz',
  tag: 'operation',
  summary: 'Says that the process is alive.',
  action: 'service:health',
  anonymous: true,
  replies: {
    200: { description: 'Alive.', name: 'Health', schema: z.object({ status: z.literal('alive') }) },
  },
  problems: [],
  handler: () => async () => ({ status: 200, body: { status: 'alive' } }),
});
