/** Every code that store and services can throw besides the engine's. The documented list in api/README.md is held equal to this one by a test. */
export const SERVICE_ERROR_CODES = [
  'sign-in-required',
  'sign-in-refused',
  'too-many-attempts',
  'weak-password',
  'already-exists',
  'link-expired',
  'recused',
  'not-now',
  'unfit-document',
  'last-administrator',
  'second-factor-required',
  'forbidden',
  'not-found',
  'already-removed',
  'step-not-possible',
  'requirement-missing',
  'form-incomplete',
  'stale-edit',
  'title-fault',
  'not-comparable',
  'picture-lost',
  'cursor-invalid',
  'data-folder-in-use',
  'database-unavailable',
  'database-newer',
  'migration-altered',
  'storage-full',
  'storage-read-only',
  'backup-unsound',
  'target-not-empty',
  'log-damaged',
  'key-unusable',
  'clock-set-back',
] as const;

export type ServiceErrorCode = (typeof SERVICE_ERROR_CODES)[number];

export interface ServiceErrorDetails {
  /** What would have been right, as a noun phrase. */
  readonly expected: string;
  /** What was met instead. Never the content of a picture. */
  readonly received: string;
  /** What the caller can do. */
  readonly remedy: string;
  readonly cause?: unknown;
  /** Where the same input has several faults: each, with its place in what was sent. */
  readonly faults?: readonly { readonly field: string; readonly message: string }[];
  /** Set where the same call may succeed later: seconds after which a retry is sensible. */
  readonly retryAfterS?: number;
}

/** A refusal or failure that a caller can branch on by `code`; the same shape as EngineError. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  readonly details: ServiceErrorDetails;

  constructor(code: ServiceErrorCode, details: ServiceErrorDetails) {
    super(`Expected ${details.expected} but received ${details.received}. ${details.remedy}`, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/** Time after which a database that was away is worth another try. */
const DATABASE_RETRY_AFTER_S = 2;

export function databaseUnavailable(received: string, cause?: unknown): ServiceError {
  return new ServiceError('database-unavailable', {
    expected: 'a database that answers',
    received,
    remedy: 'Try again shortly; if it lasts, see that the database runs and can be reached.',
    retryAfterS: DATABASE_RETRY_AFTER_S,
    cause,
  });
}

export function storageFull(cause?: unknown): ServiceError {
  return new ServiceError('storage-full', {
    expected: 'room to write',
    received: 'a full disk',
    remedy: 'Free some space; what was stored before is intact.',
    retryAfterS: 60,
    cause,
  });
}

export function storageReadOnly(cause?: unknown): ServiceError {
  return new ServiceError('storage-read-only', {
    expected: 'a data folder that can be written',
    received: 'one that refuses writing',
    remedy: 'Check the mount and its permissions, then start again.',
    cause,
  });
}

/** The storage error that an error of the file system stands for; any other error as it is. */
export function storageErrorOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return storageFull(error);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return storageReadOnly(error);
  return error;
}
