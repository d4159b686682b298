import { EngineError } from '../../engine/index.ts';
import { ServiceError } from '../services/errors.ts';
import { BUSY_RETRY_AFTER_S } from './limits.ts';
import { type HttpProblemCode, PROBLEM_STATUS, type ProblemCode } from './problem-codes.ts';

/** One fault in a request that can have several. */
export interface RequestFault {
  readonly in: 'query' | 'path' | 'form' | 'body';
  /** Name of the parameter or field, with the path inside it: "details.dates.0.kind". */
  readonly name: string;
  readonly detail: string;
}

/** Values for the placeholders in the messages of a code. */
export type ProblemFacts = Readonly<Record<string, string | number>>;

interface HttpProblemOptions {
  readonly facts?: ProblemFacts;
  readonly faults?: readonly RequestFault[];
  readonly retryAfterS?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal by the HTTP layer itself; its texts are in the message catalogues under its code. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: HttpProblemCode;
  readonly options: HttpProblemOptions;

  constructor(code: HttpProblemCode, options: HttpProblemOptions = {}) {
    super(code, { cause: options.cause });
    this.code = code;
    this.options = options;
  }
}

/** An error as it goes to the client, before its texts are written in a language. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: ProblemFacts;
  /** Measured on this request, in English, from the part that refused it; absent where the catalogue says it. */
  readonly stated?: { readonly expected: string; readonly received: string; readonly remedy: string };
  readonly faults: readonly RequestFault[];
  readonly headers: Readonly<Record<string, string>>;
}

/** What a client is told of any error. An unforeseen one is told as `internal-error` and nothing else. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpProblem) {
    const { facts = {}, faults = [], headers = {}, retryAfterS } = error.options;
    return refusal(error.code, { facts, faults, headers: { ...headers, ...retryAfter(error.code, retryAfterS) } });
  }
  if (error instanceof EngineError || error instanceof ServiceError) return stated(error.code, error.details);
  return refusal('internal-error', {});
}

function stated(
  code: ProblemCode,
  details: {
    expected: string;
    received: string;
    remedy: string;
    retryAfterS?: number;
    faults?: readonly { readonly field: string; readonly message: string }[];
  },
): Refusal {
  const { expected, received, remedy, retryAfterS } = details;
  const faults = (details.faults ?? []).map(({ field, message }) => ({
    in: 'body' as const,
    name: field,
    detail: message,
  }));
  const headers = retryAfter(code, retryAfterS);
  // What is said of our own faults may name paths, addresses or statements: that goes to the log, not to the client.
  return PROBLEM_STATUS[code] < 500
    ? refusal(code, { stated: { expected, received, remedy }, faults, headers })
    : refusal(code, { headers });
}

function refusal(code: ProblemCode, parts: Partial<Refusal>): Refusal {
  const { headers, ...others } = parts;
  return {
    code,
    status: PROBLEM_STATUS[code],
    facts: {},
    faults: [],
    ...others,
    headers: { ...challenge(code), ...headers },
  };
}

/** RFC 9110 wants every 401 to say how to authenticate. */
function challenge(code: ProblemCode): Record<string, string> {
  if (PROBLEM_STATUS[code] !== 401) return {};
  const error = code === 'token-invalid' ? ', error="invalid_token"' : '';
  return { 'WWW-Authenticate': `Bearer realm="selvedge"${error}` };
}

/** A client that is told to come again is always told when. */
function retryAfter(code: ProblemCode, seconds: number | undefined): Record<string, string> {
  const comesAgain = PROBLEM_STATUS[code] === 429 || PROBLEM_STATUS[code] === 503 || code === 'request-in-progress';
  return comesAgain ? { 'Retry-After': String(Math.max(1, Math.ceil(seconds ?? BUSY_RETRY_AFTER_S))) } : {};
}
