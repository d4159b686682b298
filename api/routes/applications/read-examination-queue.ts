import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { QUEUES } from '../../registration/triage.ts';
import { queuePageSchema } from '../../schemas/application.ts';
import { EXAMINATION_STAGES, readExaminationQueue as read } from '../../services/applications/desk.ts';
import { queuePageOf } from '../../services/applications/views.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const readExaminationQueue = defineOperation({
  id: 'readExaminationQueue',
  method: 'get',
  path: '/v1/examination-queue',
  tag: 'applications',
  summary: 'What waits for examiners at your office: late first, then by risk, then by time left.',
  action: 'application:examine',
  query: z.strictObject({ stage: z.enum(EXAMINATION_STAGES).default('waiting'), queue: z.enum(QUEUES).optional() }),
  replies: { 200: { description: 'At most 200 cases.', name: 'CaseQueue', schema: queuePageSchema } },
  problems: CASE_PROBLEMS,
  handler:
    (ctx) =>
    async ({ query, request }) => ({
      status: 200,
      body: queuePageOf(ctx.services, await read(ctx.services, request.actor, query)),
    }),
});
