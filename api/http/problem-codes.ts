import type { EngineErrorCode } from '../../engine/index.ts';

/** What the HTTP layer itself can answer, with the status of each. */
const HTTP_PROBLEMS = {
  'malformed-request': 400,
  'invalid-parameter': 400,
  'invalid-idempotency-key': 400,
  'malformed-multipart': 400,
  'token-required': 401,
  'token-invalid': 401,
  'cross-site-request': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timed-out': 408,
  'request-in-progress': 409,
  'request-too-large': 413,
  'uri-too-long': 414,
  'unsupported-media-type': 415,
  'unknown-host': 421,
  'missing-part': 422,
  'too-many-files': 422,
  'too-many-fields': 422,
  'unexpected-part': 422,
  'field-too-long': 422,
  'invalid-field': 422,
  'idempotency-key-reused': 422,
  'rate-limited': 429,
  'headers-too-large': 431,
  'internal-error': 500,
  overloaded: 503,
  'not-ready': 503,
} as const;

/** Faults of a picture are the client's; a model that is missing or altered is ours, and may be put right at any time. */
const ENGINE_PROBLEMS = {
  'empty-file': 422,
  'unsupported-format': 415,
  'unreadable-picture': 422,
  'too-many-bytes': 413,
  'too-many-pixels': 422,
  'side-too-long': 422,
  'aspect-ratio-too-large': 422,
  'decode-timed-out': 422,
  'model-missing': 503,
  'model-altered': 503,
  'version-mismatch': 503,
  busy: 503,
  cancelled: 503,
  'timed-out': 503,
  'worker-lost': 503,
  closed: 503,
} as const satisfies Record<EngineErrorCode, number>;

/** The closed list of problem codes and their HTTP status; api/README.md documents exactly these. */
export const PROBLEM_STATUS = { ...HTTP_PROBLEMS, ...ENGINE_PROBLEMS } as const;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS).sort() as readonly ProblemCode[];

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_STATUS, code);
}
