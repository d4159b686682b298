import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { Language } from '../config/settings.ts';
import { checkResultSchema, comparisonResultSchema } from '../schemas/check-result.ts';
import { importOutcomeSchema } from '../schemas/import-outcome.ts';
import { patternPageSchema, patternSchema } from '../schemas/pattern.ts';
import { COMMAND_TEXTS } from '../texts/command-texts.ts';
import type { Backend, ComparisonSide, PictureFile } from './backend.ts';
import { Refusal } from './backend.ts';

/** Requests at the same time: enough to keep a small server's workers busy, few enough to leave room for others. */
const CONCURRENCY = 4;
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

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the server's address, without a leading slash. */
  readonly path: string;
  readonly body?: FormData | string;
}

/** A registry behind its HTTP API. Throws the usage refusal for an address that is none. */
export function openRemoteBackend(options: RemoteOptions): Backend {
  const call = callerOf(options);
  const json = async <Schema extends z.ZodType>(schema: Schema, request: Call): Promise<z.infer<Schema>> => {
    const response = await call(request);
    const answer: unknown = await response.json().catch(() => undefined);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw unexpectedAnswer(options, 'something else');
  };
  const record = (id: string) => `v1/patterns/${encodeURIComponent(id)}`;

  return {
    concurrency: CONCURRENCY,
    check: (picture, limit) =>
      json(checkResultSchema, { method: 'POST', path: `v1/checks?limit=${limit}`, body: form({ picture }) }),
    compare: (first, second) =>
      json(comparisonResultSchema, { method: 'POST', path: 'v1/comparisons', body: form({ first, second }) }),
    importPattern: (picture, details) =>
      json(importOutcomeSchema, { method: 'POST', path: 'v1/patterns', body: form({ picture }, details) }),
    list({ cursor, limit, text }) {
      const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }), ...(text && { text }) });
      return json(patternPageSchema, { method: 'GET', path: `v1/patterns?${query}` });
    },
    show: (id) => json(patternSchema, { method: 'GET', path: record(id) }),
    async remove(id, reason) {
      await call({ method: 'DELETE', path: record(id), body: JSON.stringify({ reason }) });
    },
    async readPicture(id) {
      return new Uint8Array(await (await call({ method: 'GET', path: `${record(id)}/image` })).arrayBuffer());
    },
    close: async () => {},
  };
}

/** Sends a request, again while the server is busy; throws whatever it refuses as Refusal. */
function callerOf(options: RemoteOptions): (request: Call) => Promise<Response> {
  const { serverUrl, token, language } = options;
  const texts = COMMAND_TEXTS[language].refusals;
  if (!URL.canParse(serverUrl) || !/^https?:$/.test(new URL(serverUrl).protocol))
    throw new Refusal('usage', texts.serverUrl(serverUrl));
  const base = new URL(serverUrl.endsWith('/') ? serverUrl : `${serverUrl}/`);

  return async ({ method, path, body }) => {
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
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
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

function form(sides: Readonly<Record<string, ComparisonSide>>, details?: unknown): FormData {
  const data = new FormData();
  for (const [field, side] of Object.entries(sides)) {
    if ('id' in side) data.set(field, side.id);
    else data.set(field, blobOf(side), side.fileName);
  }
  if (details !== undefined) data.set('details', JSON.stringify(details));
  return data;
}

const blobOf = (picture: PictureFile) => new Blob([new Uint8Array(picture.bytes)]);

async function refusalOf(response: Response, options: RemoteOptions): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  if (typeof problem.code === 'string' && typeof problem.detail === 'string')
    return new Refusal(problem.code, problem.detail);
  return unexpectedAnswer(options, `status ${response.status}`);
}

function unexpectedAnswer({ serverUrl, language }: RemoteOptions, received: string): Refusal {
  return new Refusal('server-answer-unexpected', COMMAND_TEXTS[language].refusals.serverAnswer(serverUrl, received));
}
