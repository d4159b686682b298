import { LOGGING_PROBLEMS, type ProblemCode } from '../../http/problem-codes.ts';

/** What making a report or a document of one from kept pictures can be refused by. */
export const REPORT_PROBLEMS = [
  'not-found',
  'picture-lost',
  'busy',
  'timed-out',
  'cancelled',
  'worker-lost',
  ...LOGGING_PROBLEMS,
] as const satisfies readonly ProblemCode[];
