/** The best pair of a query vector and a stored vector of one key. */
export interface VectorHit {
  readonly key: number;
  /** −1 to 1. */
  readonly cosine: number;
  /** Position in the queries, and in the vectors the key was added with. */
  readonly queryView: number;
  readonly storedView: number;
}

export type Awaitable<T> = T | Promise<T>;

/**
 * Nearest neighbours by cosine over sets of vectors. A key is an integer in 1 … 2³² − 2 and has one or more vectors.
 * Wrong input (a bad key, another dimension, a number that is not finite, a vector of length zero) is a RangeError or TypeError and changes nothing.
 */
export interface VectorIndex {
  readonly dimension: number;
  /** Stores the vectors of a key in place of any it had. The vectors are copied and need not have unit length. */
  add(key: number, vectors: readonly Float32Array[]): Awaitable<void>;
  /** False where the key was not there. */
  remove(key: number): Awaitable<boolean>;
  has(key: number): Awaitable<boolean>;
  /** Number of keys. */
  size(): Awaitable<number>;
  /** At most `k` different keys, each with its best pair, by descending cosine and then by key; empty for k = 0 or no queries. */
  search(queries: readonly Float32Array[], k: number): Awaitable<readonly VectorHit[]>;
  close(): Awaitable<void>;
}

/** The largest key: one below hnswlib's and our own marker for "none". */
export const MAX_KEY = 2 ** 32 - 2;

/** The order of hits: better first, ties by key. */
export function compareHits(a: VectorHit, b: VectorHit): number {
  return b.cosine - a.cosine || a.key - b.key;
}
