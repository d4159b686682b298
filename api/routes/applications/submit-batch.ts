import { z } from 'zod';
import { defineOperation } from '../../http/operation.ts';
import { PICTURE_PROBLEMS } from '../../http/problem-codes.ts';
import { applicationIdSchema, submissionResultsSchema } from '../../schemas/application.ts';
import { submitBatch as submit } from '../../services/applications/bulk.ts';
import { CASE_PROBLEMS } from './case-problems.ts';

export const submitBatch = defineOperation({
  id: 'submitBatch',
  method: 'post',
  path: '/v1/application-batch-submissions',
  tag: 'applications',
  summary: 'Submits several applications, with a result for each.',
  action: 'application:file',
  json: z.strictObject({ applications: z.array(applicationIdSchema).min(1).max(50) }),
  replies: { 200: { description: 'A result for each.', name: 'SubmissionResults', schema: submissionResultsSchema } },
  problems: [...CASE_PROBLEMS, ...PICTURE_PROBLEMS],
  handler:
    (ctx) =>
    async ({ json, request, signal }) => ({
      status: 200,
      body: { results: await submit(ctx.services, json.applications, { actor: request.actor, signal }) },
    }),
});
