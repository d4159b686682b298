import { z } from 'zod';
import { PROBLEM_CODES } from './problem-codes.ts';

/** RFC 9457 problem details, with what we add to them. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.enum(PROBLEM_CODES),
  expected: z.string(),
  received: z.string(),
  remedy: z.string(),
  requestId: z.string(),
  errors: z
    .array(z.object({ in: z.enum(['query', 'path', 'form', 'body']), name: z.string(), detail: z.string() }))
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;
