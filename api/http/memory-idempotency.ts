import type { KeyClaim, StoredResponse } from '../store/idempotency-keys.ts';
import type { IdempotencyStore } from './idempotency.ts';

interface Entry {
  readonly requestDigest: string;
  readonly expiresMs: number;
  response: StoredResponse | null;
}

export interface MemoryIdempotencyOptions {
  readonly ttlMs: number;
  /** Oldest keys are forgotten first beyond this many. */
  readonly keysMax: number;
  readonly now?: () => number;
}

/** Keeps keys in this process only: for work that is done anew anyway and of which nothing may be written down. */
export function memoryIdempotency({ ttlMs, keysMax, now = Date.now }: MemoryIdempotencyOptions): IdempotencyStore {
  // Oldest first: all entries live equally long, and a Map keeps the order of insertion.
  const entries = new Map<string, Entry>();
  const forgetOld = () => {
    for (const [key, { expiresMs }] of entries) {
      if (expiresMs > now() && entries.size < keysMax) return;
      entries.delete(key);
    }
  };
  return {
    async claim({ keyDigest, requestDigest }) {
      const known = entries.get(keyDigest);
      if (known !== undefined && known.expiresMs > now()) return claimOf(known, requestDigest);
      entries.delete(keyDigest);
      forgetOld();
      entries.set(keyDigest, { requestDigest, expiresMs: now() + ttlMs, response: null });
      return { kind: 'claimed' };
    },
    async answer(keyDigest, response) {
      const entry = entries.get(keyDigest);
      if (entry !== undefined) entry.response = response;
    },
    async release(keyDigest) {
      if (entries.get(keyDigest)?.response === null) entries.delete(keyDigest);
    },
  };
}

function claimOf(known: Entry, requestDigest: string): KeyClaim {
  if (known.requestDigest !== requestDigest) return { kind: 'different-request' };
  return known.response === null ? { kind: 'in-progress' } : { kind: 'answered', response: known.response };
}
