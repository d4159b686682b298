import type { Queryable } from './database.ts';

export interface StoredResponse {
  readonly status: number;
  readonly body: unknown;
}

export type KeyClaim =
  | { readonly kind: 'claimed' }
  /** The same request is still being worked on. */
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'answered'; readonly response: StoredResponse }
  /** The key was used for another request. */
  | { readonly kind: 'different-request' };

/** Claims a key for one request, known by the digest of what was asked; expired keys are free again. */
export async function claimKey(
  db: Queryable,
  claim: { readonly key: string; readonly requestDigest: string; readonly now: Date; readonly ttlMs: number },
): Promise<KeyClaim> {
  const { key, requestDigest, now, ttlMs } = claim;
  await db.query('delete from idempotency_key where expires_at <= $1', [now]);
  const claimed = await db.query(
    'insert into idempotency_key (key, request_digest, expires_at) values ($1, $2, $3) on conflict (key) do nothing returning key',
    [key, requestDigest, new Date(now.getTime() + ttlMs)],
  );
  if (claimed.length > 0) return { kind: 'claimed' };
  const [row] = await db.query<{ request_digest: string; response_status: number | null; response: unknown }>(
    'select request_digest, response_status, response from idempotency_key where key = $1',
    [key],
  );
  if (row === undefined || row.response_status === null)
    return row === undefined || row.request_digest === requestDigest
      ? { kind: 'in-progress' }
      : { kind: 'different-request' };
  if (row.request_digest !== requestDigest) return { kind: 'different-request' };
  return { kind: 'answered', response: { status: row.response_status, body: row.response } };
}

/** Remembers the answer. The caller leaves out whatever speaks of a picture's content. */
export async function answerKey(db: Queryable, key: string, { status, body }: StoredResponse): Promise<void> {
  await db.query('update idempotency_key set response_status = $2, response = $3::jsonb where key = $1', [
    key,
    status,
    JSON.stringify(body),
  ]);
}

/** Frees a key whose request came to nothing, so that a retry is worked on afresh. */
export async function releaseKey(db: Queryable, key: string): Promise<void> {
  await db.query('delete from idempotency_key where key = $1 and response_status is null', [key]);
}

/** At the start of the only process of a database: claims that a kill left behind are free. */
export async function releaseUnansweredKeys(db: Queryable): Promise<void> {
  await db.query('delete from idempotency_key where response_status is null');
}
