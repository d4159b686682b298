import { z } from 'zod';
import { GRADES } from '../../engine/index.ts';
import { defineOperation } from '../http/operation.ts';
import { libraryAuditSchema } from '../schemas/library-audit.ts';
import { readLibraryAudit as read } from '../services/library-audit/read-audit.ts';

export const readLibraryAudit = defineOperation({
  id: 'readLibraryAudit',
  method: 'get',
  path: '/v1/library-audit',
  tag: 'patterns',
  summary: 'What the latest audit of the library found: each earlier record with the later ones that are like it.',
  description:
    'Audits are made by `selvedge audit` on the machine of the data. Pairs with a record that you may not see are left out.',
  action: 'library-audit:read',
  query: z.strictObject({
    grade: z
      .enum(GRADES.slice(0, GRADES.indexOf('no-match')) as [(typeof GRADES)[number], ...(typeof GRADES)[number][]])
      .default('partly-similar')
      .describe('The least serious grade that counts.'),
    limit: z.int().min(1).max(500).default(100).describe('Stars in the answer.'),
    offset: z.int().min(0).max(10_000_000).default(0).describe('Stars left out before it.'),
  }),
  replies: { 200: { description: 'The audit.', name: 'LibraryAudit', schema: libraryAuditSchema } },
  problems: ['not-found', 'database-unavailable'],
  handler:
    (ctx) =>
    async ({ query, request }) => ({ status: 200, body: await read(ctx.services, query, request.actor) }),
});
