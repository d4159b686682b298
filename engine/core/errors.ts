/** Every code that the engine can throw. The documented list in api/README.md is held equal to this one by a test. */
export const ENGINE_ERROR_CODES = [
  'empty-file',
  'unsupported-format',
  'unreadable-picture',
  'too-many-bytes',
  'too-many-pixels',
  'side-too-long',
  'aspect-ratio-too-large',
  'decode-timed-out',
  'model-missing',
  'model-altered',
  'version-mismatch',
  'busy',
  'cancelled',
  'timed-out',
  'worker-lost',
  'closed',
] as const;

export type EngineErrorCode = (typeof ENGINE_ERROR_CODES)[number];

export interface EngineErrorDetails {
  /** What would have been right, as a noun phrase: "a picture of at most 50 MB". */
  readonly expected: string;
  /** What came instead: "a file of 71 MB". Never the content of a picture, never a path of the server. */
  readonly received: string;
  /** What the caller can do: "Save it as JPEG and try again." */
  readonly remedy: string;
  readonly cause?: unknown;
  /** Set on `busy`: seconds after which a retry is sensible. */
  readonly retryAfterS?: number;
}

/** A refusal or failure that a caller can branch on by `code`. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly details: EngineErrorDetails;

  constructor(code: EngineErrorCode, details: EngineErrorDetails) {
    super(`Expected ${details.expected} but received ${details.received}. ${details.remedy}`, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
