import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { statementOf } from '../../proof/evidence.ts';
import { evidenceIdSchema } from '../../schemas/evidence.ts';
import { readEvidence } from '../../services/evidence/read.ts';

export const readEvidenceStatement = defineOperation({
  id: 'readEvidenceStatement',
  method: 'get',
  path: '/v1/evidence/{id}/statement',
  tag: 'evidence',
  summary: 'The very bytes that a notary signs: the evidence record as RFC 8785 text.',
  action: 'evidence:read',
  params: z.object({ id: evidenceIdSchema }),
  replies: { 200: { description: 'The statement.', contentTypes: ['application/json'] } },
  problems: ['not-found', 'database-unavailable', 'log-damaged'],
  handler:
    (ctx) =>
    async ({ params, request }) => {
      const { receipt } = await readEvidence(ctx.services, params.id, request.actor);
      const headers = { 'Content-Disposition': `attachment; filename="${params.id}.statement.json"` };
      return { status: 200, bytes: statementOf(receipt.taken.record), contentType: 'application/json', headers };
    },
});
