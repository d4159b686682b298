/** What went wrong with a request, in the terms the pages act on. */
export interface Problem {
  /** `refused`: the input is at fault; `busy`: try again after `retryAfterS`; `unauthorized`: the write token is missing or wrong. */
  readonly kind: 'refused' | 'busy' | 'offline' | 'unauthorized' | 'not-found' | 'failed';
  readonly status: number;
  readonly code: string;
  readonly detail?: string | undefined;
  readonly remedy?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterS?: number | undefined;
  /** Where one request has several faults: each with its place in what was sent. */
  readonly faults?: readonly Fault[] | undefined;
}

export interface Fault {
  readonly name: string;
  readonly detail: string;
}

export class RequestProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.problem = problem;
  }
}

const DEFAULT_RETRY_S = 5;
const LONGEST_RETRY_S = 120;

function kindOf(status: number): Problem['kind'] {
  if (status === 429 || status === 503) return 'busy';
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not-found';
  return status >= 400 && status < 500 ? 'refused' : 'failed';
}

/** Seconds of a Retry-After header (number or HTTP date), between 1 and 120. */
export function retryAfterSeconds(header: string | null, nowMs: number): number {
  const seconds = Number(header);
  const given =
    header === null || header === ''
      ? DEFAULT_RETRY_S
      : Number.isFinite(seconds)
        ? seconds
        : (Date.parse(header) - nowMs) / 1000;
  if (!Number.isFinite(given)) return DEFAULT_RETRY_S;
  return Math.min(LONGEST_RETRY_S, Math.max(1, Math.ceil(given)));
}

function stringField(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function faultsOf(body: unknown): readonly Fault[] | undefined {
  const errors: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'errors') : undefined;
  if (!Array.isArray(errors)) return undefined;
  return errors.map((error: unknown) => ({
    name: stringField(error, 'name') ?? '',
    detail: stringField(error, 'detail') ?? '',
  }));
}

/** Reads RFC 9457 problem details; an answer that is none (a proxy's page, say) still becomes a problem. */
export function readProblem(status: number, bodyText: string, header: (name: string) => string | null): Problem {
  let body: unknown;
  try {
    body = JSON.parse(bodyText);
  } catch {
    body = undefined;
  }
  const kind = kindOf(status);
  return {
    kind,
    status,
    code: stringField(body, 'code') ?? 'unknown',
    detail: stringField(body, 'detail'),
    remedy: stringField(body, 'remedy'),
    requestId: stringField(body, 'requestId') ?? header('x-request-id') ?? undefined,
    faults: faultsOf(body),
    retryAfterS: kind === 'busy' ? retryAfterSeconds(header('retry-after'), Date.now()) : undefined,
  };
}

export const OFFLINE: Problem = { kind: 'offline', status: 0, code: 'offline' };
