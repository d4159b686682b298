import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { applicationIdSchema, publicNoticeSchema } from '../../schemas/application.ts';
import { readNotice } from '../../services/applications/notices.ts';

export const getNotice = defineOperation({
  id: 'getNotice',
  method: 'get',
  path: '/v1/notices/{id}',
  tag: 'applications',
  summary: 'One registration, as the public sees it.',
  action: 'registration:read',
  params: z.object({ id: applicationIdSchema }),
  replies: { 200: { description: 'The registration.', name: 'PublicNotice', schema: publicNoticeSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ params }) => ({ status: 200, body: await readNotice(ctx.services, params.id) }),
});
