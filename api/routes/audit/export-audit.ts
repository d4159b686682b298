import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { auditFilterShape, filterOf, viewOfEntry } from '../../schemas/audit.ts';
import { exportTrail } from '../../services/audit.ts';
import { csvOf } from './csv.ts';

export const exportAudit = defineOperation({
  id: 'exportAudit',
  method: 'get',
  path: '/v1/audit/export',
  tag: 'audit',
  summary: 'Exports the audit trail of the office, newest first.',
  action: 'audit:read',
  query: z.strictObject({ ...auditFilterShape, format: z.enum(['csv', 'jsonl']).default('csv') }),
  replies: { 200: { description: 'At most 100,000 entries.', contentTypes: ['text/csv', 'application/jsonl'] } },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ query, request }) => {
      const entries = (await exportTrail(services, request.actor, filterOf(query))).map(viewOfEntry);
      const isCsv = query.format === 'csv';
      const text = isCsv ? csvOf(entries) : entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      const headers = { 'Content-Disposition': `attachment; filename="audit.${query.format}"` };
      const contentType = isCsv ? 'text/csv; charset=utf-8' : 'application/jsonl';
      return { status: 200, bytes: Buffer.from(text), contentType, headers };
    },
});
