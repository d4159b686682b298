import { createHash, createHmac } from 'node:crypto';
import type { Request } from 'express';
import type { Queryable } from '../store/database.ts';
import { answerKey, claimKey, type KeyClaim, releaseKey, type StoredResponse } from '../store/idempotency-keys.ts';
import { HttpProblem } from './problem.ts';
import type { ReceivedForm } from './upload.ts';

/** What is kept of a request under its Idempotency-Key. */
export interface IdempotencyRecord {
  /** SHA-256 of actor, operation and key: nobody gets the outcome of another's request. */
  readonly keyDigest: string;
  /** HMAC of the request, keyed by the Idempotency-Key itself: without the key, nobody can ask whether a picture was sent. */
  readonly requestDigest: string;
}

/**
 * Remembers Idempotency-Keys for a day. Claiming is atomic: of two equal keys at once, one is `claimed`. A claim that is
 * known, for the same request and without an answer, is `in-progress`.
 */
export interface IdempotencyStore {
  claim(record: IdempotencyRecord): Promise<KeyClaim>;
  answer(keyDigest: string, response: StoredResponse): Promise<void>;
  /** Forgets a claim whose request did not succeed, so that it can be tried again. */
  release(keyDigest: string): Promise<void>;
}

/** Keeps keys in the database, so that they outlive the process and hold for every server on it. */
export function databaseIdempotency(db: Queryable, ttlMs: number): IdempotencyStore {
  return {
    claim: ({ keyDigest, requestDigest }) => claimKey(db, { key: keyDigest, requestDigest, now: new Date(), ttlMs }),
    answer: (keyDigest, response) => answerKey(db, keyDigest, response),
    release: (keyDigest) => releaseKey(db, keyDigest),
  };
}

export function idempotencyRecordOf(
  req: Request,
  operation: string,
  form: ReceivedForm,
): IdempotencyRecord | undefined {
  const key = req.get('Idempotency-Key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new HttpProblem('invalid-idempotency-key');
  const keyDigest = createHash('sha256').update(`${operation}\n${key}`).digest('hex');
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
