import type { EngineErrorCode } from '../../engine/index.ts';
import type { ServiceErrorCode } from '../services/errors.ts';

/** What the HTTP layer itself can answer, with the status of each. */
const HTTP_PROBLEMS = {
  'malformed-request': 400,
  'invalid-parameter': 400,
  'invalid-idempotency-key': 400,
  'malformed-multipart': 400,
  'malformed-json': 400,
  'token-invalid': 401,
  'cross-site-request': 403,
  'no-such-address': 404,
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

/** Store and services. The last five concern starting and backing up, and cannot come up while serving. */
const SERVICE_PROBLEMS = {
  'cursor-invalid': 400,
  'sign-in-required': 401,
  'sign-in-refused': 401,
  'too-many-attempts': 429,
  'weak-password': 422,
  'already-exists': 409,
  'link-expired': 410,
  recused: 403,
  'not-now': 409,
  'unfit-document': 422,
  'last-administrator': 409,
  'second-factor-required': 403,
  forbidden: 403,
  'not-found': 404,
  'already-removed': 410,
  'step-not-possible': 409,
  'stale-edit': 409,
  'requirement-missing': 422,
  'form-incomplete': 422,
  'title-fault': 422,
  'not-comparable': 422,
  'picture-lost': 500,
  'database-unavailable': 503,
  'storage-full': 507,
  'storage-read-only': 503,
  'data-folder-in-use': 503,
  'database-newer': 503,
  'migration-altered': 503,
  'backup-unsound': 500,
  'target-not-empty': 500,
  'log-damaged': 503,
  'key-unusable': 503,
  'clock-set-back': 503,
} as const satisfies Record<ServiceErrorCode, number>;

/** The closed list of problem codes and their HTTP status; api/README.md documents exactly these. */
export const PROBLEM_STATUS = { ...HTTP_PROBLEMS, ...ENGINE_PROBLEMS, ...SERVICE_PROBLEMS } as const;

export type HttpProblemCode = keyof typeof HTTP_PROBLEMS;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** Those whose texts owe nothing to the part that refused: the HTTP layer's own, and every fault of ours. */
export type FullyDescribedCode =
  | HttpProblemCode
  | { [Code in ProblemCode]: (typeof PROBLEM_STATUS)[Code] extends 500 | 503 | 507 ? Code : never }[ProblemCode];

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS).sort() as readonly ProblemCode[];

/** What can keep an act out of the transparency log, or from being proved by it: every operation that enters one answers these. */
export const LOGGING_PROBLEMS = [
  'database-unavailable',
  'storage-full',
  'storage-read-only',
  'log-damaged',
  'key-unusable',
  'clock-set-back',
] as const satisfies readonly ProblemCode[];

/** What can be wrong with a picture, or with us while we look at it: every operation that takes one answers these. */
export const PICTURE_PROBLEMS = Object.keys(ENGINE_PROBLEMS).concat(
  'database-unavailable',
  'storage-full',
  'storage-read-only',
) as readonly ProblemCode[];
