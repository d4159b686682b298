import { createHash, createHmac } from 'node:crypto';
import type { Request } from 'express';
import { HttpProblem } from './problem.ts';
import type { ReceivedForm } from './upload.ts';

/** What is kept of a request under its Idempotency-Key. */
export interface IdempotencyRecord {
  /** SHA-256 of operation and key. */
  readonly keyDigest: string;
  /** HMAC of the request, keyed by the Idempotency-Key itself: without the key, nobody can ask whether a picture was sent. */
  readonly requestDigest: string;
}

export type StoredOutcome = { readonly status: number; readonly body: unknown };

export type Claim =
  | { readonly state: 'new' }
  /** Known before; `outcome` is null while the first request runs and where outcomes are not kept. */
  | { readonly state: 'known'; readonly requestDigest: string; readonly outcome: StoredOutcome | null };

/** Remembers Idempotency-Keys for a day. `claim` is atomic: of two equal keys at once, one is new. */
export interface IdempotencyStore {
  claim(record: IdempotencyRecord): Promise<Claim>;
  complete(keyDigest: string, outcome: StoredOutcome): Promise<void>;
  /** Forgets a claim whose request did not succeed, so that it can be tried again. */
  release(keyDigest: string): Promise<void>;
}

export function idempotencyRecordOf(
  req: Request,
  operationId: string,
  form: ReceivedForm,
): IdempotencyRecord | undefined {
  const key = req.get('Idempotency-Key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new HttpProblem('invalid-idempotency-key');
  const keyDigest = createHash('sha256').update(`${operationId}\n${key}`).digest('hex');
  return { keyDigest, requestDigest: digestOfRequest(key, req.originalUrl, form) };
}

/** Over the contents, not the bytes on the wire: the same form sent again has another boundary. */
function digestOfRequest(key: string, url: string, { pictures, texts }: ReceivedForm): string {
  const digest = createHmac('sha256', key).update(JSON.stringify([url, texts]));
  for (const { name, fileName, bytes } of pictures) {
    digest.update(JSON.stringify([name, fileName, bytes.length])).update(bytes);
  }
  return digest.digest('hex');
}
