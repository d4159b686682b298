import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { type EvidenceSummary, evidenceSummarySchema } from '../../schemas/evidence.ts';
import { listEvidence as list } from '../../store/evidence-rows.ts';

const LISTED_MAX = 100;

export const listEvidence = defineOperation({
  id: 'listEvidence',
  method: 'get',
  path: '/v1/evidence',
  tag: 'evidence',
  summary: `The last ${LISTED_MAX} pieces of evidence that you took or were handed, newest first.`,
  action: 'evidence:read',
  replies: {
    200: {
      description: 'The evidence.',
      name: 'EvidenceList',
      schema: z.object({ evidence: z.array(evidenceSummarySchema) }),
    },
  },
  problems: ['database-unavailable'],
  handler:
    ({ services }) =>
    async ({ request }) => ({
      status: 200,
      body: {
        evidence: (await list(services.store, request.actor.name, LISTED_MAX)).map(
          ({ record: { id, way, at, operator, check } }) => ({
            id,
            way,
            takenAt: at,
            operator,
            grade: 'grade' in check ? (check.grade as EvidenceSummary['grade']) : null,
          }),
        ),
      },
    }),
});
