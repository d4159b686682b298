import { defineOperation } from '../../http/operation.ts';
import { ownDataSchema } from '../../schemas/own-data.ts';
import { exportOwnData as read } from '../../services/applications/own-data.ts';

export const exportOwnData = defineOperation({
  id: 'exportOwnData',
  method: 'get',
  path: '/v1/own-data',
  tag: 'applications',
  summary: 'Everything that the registry holds of your own filings, and a list of your deposits, reports and evidence.',
  action: 'application:file',
  replies: { 200: { description: 'For taking along.', name: 'OwnData', schema: ownDataSchema } },
  problems: ['database-unavailable'],
  handler:
    (ctx) =>
    async ({ request }) => ({ status: 200, body: await read(ctx.services, request.actor) }),
});
