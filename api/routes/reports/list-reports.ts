import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { reportSummarySchema } from '../../schemas/report.ts';
import { listReports as list } from '../../store/report-rows.ts';
import { summaryOf } from './report-view.ts';

const LISTED_MAX = 100;

export const listReports = defineOperation({
  id: 'listReports',
  method: 'get',
  path: '/v1/reports',
  tag: 'reports',
  summary: `The last ${LISTED_MAX} reports that you ordered, newest first.`,
  action: 'report:read',
  replies: {
    200: {
      description: 'The reports.',
      name: 'ReportList',
      schema: z.object({ reports: z.array(reportSummarySchema) }),
    },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({
      status: 200,
      body: { reports: (await list(services.store, request.actor.name, LISTED_MAX)).map(summaryOf) },
    }),
});
