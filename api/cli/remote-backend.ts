import type { z } from 'zod';
import { checkResultSchema, comparisonResultSchema } from '../schemas/check-result.ts';
import { importOutcomeSchema } from '../schemas/import-outcome.ts';
import { patternPageSchema, patternRecordSchema } from '../schemas/pattern.ts';
import type { Backend, ComparisonSide, PictureFile } from './backend.ts';
import { callerOf, type RemoteCall, type RemoteOptions, unexpectedAnswer } from './remote-call.ts';

/** Requests at the same time: enough to keep a small server's workers busy, few enough to leave room for others. */
const CONCURRENCY = 4;

/** A registry behind its HTTP API. Throws the usage refusal for an address that is none. */
export function openRemoteBackend(options: RemoteOptions): Backend {
  const call = callerOf(options);
  const json = async <Schema extends z.ZodType>(schema: Schema, request: RemoteCall): Promise<z.infer<Schema>> => {
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
    show: (id) => json(patternRecordSchema, { method: 'GET', path: record(id) }),
    async remove(id, reason) {
      await call({ method: 'DELETE', path: record(id), body: JSON.stringify({ reason }) });
    },
    async readPicture(id) {
      return new Uint8Array(await (await call({ method: 'GET', path: `${record(id)}/image` })).arrayBuffer());
    },
    close: async () => {},
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
