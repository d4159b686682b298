import { filePart } from '../../http/form-part.ts';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { noticePageSchema } from '../../schemas/application.ts';
import { searchNotices as search } from '../../services/applications/notices.ts';

export const searchNotices = defineOperation({
  id: 'searchNotices',
  method: 'post',
  path: '/v1/notice-searches',
  tag: 'applications',
  summary: 'Registrations of works that look like a picture. Nothing of the picture is kept.',
  action: 'check:create',
  rateLimit: 'checks',
  repetition: 're-executed',
  form: { picture: filePart('The pattern to look for.') },
  replies: { 200: { description: 'Most alike first.', name: 'NoticePage', schema: noticePageSchema } },
  problems: PICTURE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ form, request, signal }) => ({
      status: 200,
      body: { notices: await search(ctx.services, form.picture.bytes, { actor: request.actor, signal }) },
    }),
});
