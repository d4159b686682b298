import { checkCount, checkKey, unitVectors, unitVectorsOfKey } from './vector-checks.ts';
import { compareHits, type VectorHit, type VectorIndex } from './vector-index.ts';

/** The reference: every pair of vectors in floating point, in the plainest way. Every other index is measured against it. */
export class FloatScanIndex implements VectorIndex {
  readonly dimension: number;
  readonly #vectors = new Map<number, readonly Float32Array[]>();

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  add(key: number, vectors: readonly Float32Array[]): void {
    checkKey(key);
    this.#vectors.set(key, unitVectorsOfKey(vectors, this.dimension));
  }

  remove(key: number): boolean {
    return this.#vectors.delete(key);
  }

  has(key: number): boolean {
    return this.#vectors.has(key);
  }

  size(): number {
    return this.#vectors.size;
  }

  search(queries: readonly Float32Array[], k: number): readonly VectorHit[] {
    checkCount(k);
    const units = unitVectors(queries, this.dimension);
    if (units.length === 0) return [];
    const hits = [...this.#vectors].map(([key, stored]) => bestPair(key, units, stored));
    return hits.sort(compareHits).slice(0, k);
  }

  close(): void {
    this.#vectors.clear();
  }
}

function bestPair(key: number, queries: readonly Float32Array[], stored: readonly Float32Array[]): VectorHit {
  let best: VectorHit = { key, cosine: Number.NEGATIVE_INFINITY, queryView: 0, storedView: 0 };
  for (const [queryView, query] of queries.entries()) {
    for (const [storedView, vector] of stored.entries()) {
      let cosine = 0;
      for (let i = 0; i < query.length; i++) cosine += query[i]! * vector[i]!;
      if (cosine > best.cosine) best = { key, cosine, queryView, storedView };
    }
  }
  return best;
}
