import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { auditFilterShape, auditPageSchema, filterOf, viewOfEntry } from '../../schemas/audit.ts';
import { readTrail } from '../../services/audit.ts';

export const readAudit = defineOperation({
  id: 'readAudit',
  method: 'get',
  path: '/v1/audit',
  tag: 'audit',
  summary: 'Reads the audit trail of the office, newest first.',
  action: 'audit:read',
  query: z.strictObject({
    ...auditFilterShape,
    before: z.int().min(1).optional().describe('Number of the last entry of the page before.'),
    limit: z.int().min(1).max(500).default(100),
  }),
  replies: {
    200: { description: 'One page.', name: 'AuditPage', schema: auditPageSchema },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ query, request }) => {
      const { before = null, limit } = query;
      const { entries, names } = await readTrail(services, request.actor, filterOf(query), { before, limit });
      return { status: 200, body: { entries: entries.map(viewOfEntry), names: Object.fromEntries(names) } };
    },
});
