import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Language } from '../config/settings.ts';
import { HEADER_BYTES_MAX } from './limits.ts';
import { HttpProblem, refusalOf } from './problem.ts';
import { PROBLEM_TYPE, problemBody } from './problem-response.ts';

/** Answers what Node's parser refused, before there is any request to answer in the usual way. */
export function answerUnparsed(error: NodeJS.ErrnoException, socket: Socket, language: Language): void {
  if (error.code === 'ECONNRESET' || !socket.writable || hasAnswerUnderWay(socket)) {
    socket.destroy();
    return;
  }
  const refusal = refusalOf(problemOf(error.code));
  const requestId = randomUUID();
  const content = JSON.stringify(problemBody(refusal, language, undefined, requestId));
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(content)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${content}`);
}

function problemOf(code: string | undefined): HttpProblem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new HttpProblem('headers-too-large', { facts: { maxBytes: HEADER_BYTES_MAX } });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpProblem('request-timed-out');
  return new HttpProblem('malformed-request');
}

/** Bytes of an answer that has begun must not be followed by those of another. */
function hasAnswerUnderWay(socket: Socket & { _httpMessage?: { headersSent: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
