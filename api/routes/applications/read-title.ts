import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, titleStateSchema } from '../../schemas/application.ts';
import { ANONYMOUS } from '../../services/access/actor.ts';
import { readTitle as read } from '../../services/applications/title.ts';
import { titleOf } from '../../services/applications/views.ts';

export const readTitle = defineOperation({
  id: 'readTitle',
  method: 'get',
  path: '/v1/notices/{id}/title',
  tag: 'applications',
  summary: 'Who holds a registered right, on any day.',
  action: 'registration:read',
  params: z.object({ id: applicationIdSchema }),
  query: z.strictObject({ on: z.iso.date().optional().describe('Today where it is left out.') }),
  replies: { 200: { description: 'Holders and entries up to that day.', name: 'Title', schema: titleStateSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params, query }) => ({
      status: 200,
      body: titleOf(await read(ctx.services, ANONYMOUS, params.id, query.on)),
    }),
});
