import type { ErrorRequestHandler, Response } from 'express';
import type { Language } from '../config/settings.ts';
import type { ApiContext } from './context.ts';
import { HttpProblem, type Refusal, refusalOf } from './problem.ts';
import type { ProblemCode } from './problem-codes.ts';
import { textsOf } from './problem-texts.ts';
import { requestContextOf } from './request-context.ts';

export const PROBLEM_TYPE = 'application/problem+json';

const UNREMARKABLE: ReadonlySet<ProblemCode> = new Set(['busy', 'overloaded', 'cancelled', 'closed', 'not-ready']);

/** The body of an RFC 9457 problem; `type` leads to the code's entry on our own reference page. */
export function problemBody(refusal: Refusal, language: Language, instance: string | undefined, requestId: string) {
  const { title, detail, expected, received, remedy } = textsOf(refusal, language);
  return {
    type: `/docs#problem-${refusal.code}`,
    title,
    status: refusal.status,
    detail,
    ...(instance === undefined ? {} : { instance }),
    code: refusal.code,
    expected,
    received,
    remedy,
    requestId,
    ...(refusal.faults.length > 0 ? { errors: refusal.faults } : {}),
  };
}

/** Turns whatever was thrown into a problem document; the unforeseen is logged in full and told as `internal-error`. */
export function answerProblems(ctx: ApiContext): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const refusal = refusalOf(asProblem(error));
    const context = requestContextOf(req);
    context.problemCode = refusal.code;
    logOwnFault(ctx, refusal, context.id, error);
    if (res.headersSent) return next(error);
    if (res.destroyed || req.socket.destroyed) return;
    sendProblem(res, refusal, context.language, problemBody(refusal, context.language, req.path, context.id));
  };
}

function sendProblem(res: Response, refusal: Refusal, language: Language, body: object): void {
  const content = Buffer.from(JSON.stringify(body));
  res
    .status(refusal.status)
    .set(refusal.headers)
    .set({
      'Content-Type': PROBLEM_TYPE,
      'Content-Language': language,
      'Cache-Control': 'no-store',
      'Content-Length': String(content.length),
    })
    .vary('Accept-Language')
    .end(content);
}

/** Being busy is no fault; whatever else is ours is logged in full. */
function logOwnFault({ log }: ApiContext, { code, status }: Refusal, requestId: string, error: unknown): void {
  if (code === 'internal-error') log.error({ requestId, code, err: error }, 'unforeseen error');
  else if (status >= 500 && !UNREMARKABLE.has(code)) log.warn({ requestId, code, err: error }, 'could not answer');
}

/** Express refuses a path whose percent-encoding is broken with an error of its own. */
function asProblem(error: unknown): unknown {
  return error instanceof URIError ? new HttpProblem('malformed-request', { cause: error }) : error;
}
