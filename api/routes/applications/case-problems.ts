import type { ProblemCode } from '../../http/problem-codes.ts';

/** What any step of a case can be refused by. */
export const CASE_PROBLEMS = [
  'not-found',
  'step-not-possible',
  'recused',
  'requirement-missing',
  'form-incomplete',
  'stale-edit',
  'title-fault',
  'database-unavailable',
  'storage-full',
  'storage-read-only',
] as const satisfies readonly ProblemCode[];
