import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { noticePageSchema } from '../../schemas/application.ts';
import { WITHOUT_CONTROL_CHARACTERS } from '../../schemas/pattern.ts';
import { listNotices as list } from '../../services/applications/notices.ts';

export const listNotices = defineOperation({
  id: 'listNotices',
  method: 'get',
  path: '/v1/notices',
  tag: 'applications',
  summary: 'The public notice board, newest first, searched by any piece of text.',
  action: 'registration:read',
  query: z.strictObject({
    limit: z.int().min(1).max(100).default(24),
    before: z.int().min(1).optional().describe('`nextBefore` of the page before.'),
    text: z
      .string()
      .max(200)
      .regex(WITHOUT_CONTROL_CHARACTERS)
      .optional()
      .describe('Found in title, number or names of owners, without regard to width, blanks and the case of A to Z.'),
  }),
  replies: { 200: { description: 'One page.', name: 'NoticePage', schema: noticePageSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ query }) => ({ status: 200, body: await list(ctx.services, query) }),
});
