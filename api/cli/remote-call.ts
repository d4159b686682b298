import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from '../config/settings.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import { Refusal } from './backend.ts';

/** A busy server is asked again until so much time has passed with nothing else. */
const PATIENCE_MS = 120_000;
const DEFAULT_RETRY_AFTER_S = 2;
/** An answer that takes longer will not come: connections get lost without a word. */
const ANSWER_TIMEOUT_MS = 180_000;

export interface RemoteOptions {
  readonly serverUrl: string;
  /** Needed for writing. */
  readonly token: string | undefined;
  readonly language: Language;
}

export interface RemoteCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the server's address, without a leading slash. */
  readonly path: string;
  readonly body?: FormData | string;
  /** The answer comes in parts and takes as long as it takes; one of which nothing comes for five minutes fails anyway. */
  readonly isStream?: boolean;
}

/** Sends a request, again while the server is busy; throws whatever it refuses as Refusal. */
export function callerOf(options: RemoteOptions): (request: RemoteCall) => Promise<Response> {
  const { serverUrl, token, language } = options;
  const texts = COMMAND_TEXTS[language].refusals;
  if (!URL.canParse(serverUrl) || !/^https?:$/.test(new URL(serverUrl).protocol))
    throw new Refusal('usage', texts.serverUrl(serverUrl));
  const base = new URL(serverUrl.endsWith('/') ? serverUrl : `${serverUrl}/`);

  return async ({ method, path, body, isStream = false }) => {
    const headers: Record<string, string> = { 'accept-language': language };
    if (token) headers.authorization = `Bearer ${token}`;
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    // One key over all tries: a picture that was added although the answer got lost is reported as added.
    if (method === 'POST') headers['idempotency-key'] = randomUUID();
    const untilMs = performance.now() + PATIENCE_MS;
    for (;;) {
      const response = await fetch(new URL(path, base), {
        method,
        headers,
        ...(!isStream && { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
        ...(body !== undefined && { body }),
      }).catch((cause: unknown) => {
        throw new Refusal('server-unreachable', texts.serverUnreachable(serverUrl), { cause });
      });
      if (response.ok) return response;
      const isBusy = response.status === 429 || response.status === 503;
      if (!isBusy || performance.now() > untilMs) throw await refusalOf(response, options);
      await response.arrayBuffer();
      await pause(1000 * (Number(response.headers.get('retry-after')) || DEFAULT_RETRY_AFTER_S));
    }
  };
}

async function refusalOf(response: Response, options: RemoteOptions): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  if (typeof problem.code === 'string' && typeof problem.detail === 'string')
    return new Refusal(problem.code, problem.detail);
  return unexpectedAnswer(options, `status ${response.status}`);
}

export function unexpectedAnswer({ serverUrl, language }: RemoteOptions, received: string): Refusal {
  return new Refusal('server-answer-unexpected', COMMAND_TEXTS[language].refusals.serverAnswer(serverUrl, received));
}
