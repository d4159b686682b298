import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { provenRecordSchema } from '../../proof/proven-record.ts';
import { opinionRecordSchema } from '../../proof/records.ts';
import { applicationIdSchema } from '../../schemas/application.ts';
import { opinionIdSchema } from '../../schemas/opinion.ts';
import { proveOpinion as prove } from '../../services/applications/opinions.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const proveOpinion = defineOperation({
  id: 'proveOpinion',
  method: 'get',
  path: '/v1/applications/{id}/opinions/{opinion}/proof',
  tag: 'applications',
  summary: 'The record that was signed with an opinion, proved by the log; for whoever may read the opinion.',
  action: 'application:read',
  params: z.object({ id: applicationIdSchema, opinion: opinionIdSchema }),
  replies: {
    200: {
      description: 'Record, salt, path, checkpoint.',
      name: 'ProvenOpinion',
      schema: provenRecordSchema(opinionRecordSchema),
    },
  },
  problems: [...CASE_PROBLEMS, 'log-damaged', 'key-unusable'],
  handler:
    (ctx) =>
    async ({ params, request }) => ({
      status: 200,
      body: await prove(ctx.services, request.actor, params.id, params.opinion),
    }),
});
