import type { Claim, IdempotencyRecord, IdempotencyStore, StoredOutcome } from './idempotency.ts';

interface Entry {
  readonly requestDigest: string;
  readonly expiresMs: number;
  outcome: StoredOutcome | null;
}

export interface MemoryIdempotencyOptions {
  readonly ttlMs: number;
  /** Oldest keys are forgotten first beyond this many. */
  readonly keysMax: number;
  readonly now?: () => number;
}

/** Remembers keys in this process: for work that is done anew anyway, so that losing a key costs only the check for a mix-up. */
export function memoryIdempotencyStore({ ttlMs, keysMax, now = Date.now }: MemoryIdempotencyOptions): IdempotencyStore {
  // Oldest first: all entries live equally long, and a Map keeps the order of insertion.
  const entries = new Map<string, Entry>();
  const forgetOld = () => {
    for (const [key, { expiresMs }] of entries) {
      if (expiresMs > now() && entries.size < keysMax) return;
      entries.delete(key);
    }
  };
  return {
    async claim({ keyDigest, requestDigest }: IdempotencyRecord): Promise<Claim> {
      const known = entries.get(keyDigest);
      if (known !== undefined && known.expiresMs > now()) {
        return { state: 'known', requestDigest: known.requestDigest, outcome: known.outcome };
      }
      entries.delete(keyDigest);
      forgetOld();
      entries.set(keyDigest, { requestDigest, expiresMs: now() + ttlMs, outcome: null });
      return { state: 'new' };
    },
    async complete(keyDigest, outcome) {
      const entry = entries.get(keyDigest);
      if (entry !== undefined) entry.outcome = outcome;
    },
    async release(keyDigest) {
      entries.delete(keyDigest);
    },
  };
}
