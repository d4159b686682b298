import hnswlib from 'hnswlib-node';
import { checkCount, checkKey, unitVectors, unitVectorsOfKey } from './vector-checks.ts';
import { compareHits, type VectorHit, type VectorIndex } from './vector-index.ts';

export interface HnswOptions {
  /** Links a vector; hnswlib's M. Default 16. */
  readonly linksPerVector?: number;
  /** Breadth of the search that finds a new vector's links. Default 200. */
  readonly constructionBreadth?: number;
  /** Breadth of a search, raised to what it has to return. Default 160. */
  readonly searchBreadth?: number;
}

const INITIAL_CAPACITY = 1_024;
const GROWTH = 1.5;
/** Fixed, so that the same additions in the same order build the same graph. */
const LEVEL_SEED = 100;

/**
 * Approximate search over a navigable small-world graph (Malkov and Yashunin, 2016), float32.
 * hnswlib-node computes on the calling thread and trusts its caller: a string in a vector aborts the process, NaN comes back as a distance, labels wrap.
 * So everything is checked here before it gets there, vectors go in as plain arrays of finite numbers, and labels are ours, counted up from 0.
 */
export class HnswIndex implements VectorIndex {
  readonly dimension: number;
  readonly #graph: hnswlib.HierarchicalNSW;
  readonly #searchBreadth: number;
  readonly #labelsOfKey = new Map<number, readonly number[]>();
  /** By label: key and position among its vectors; labels of removed vectors are reused. */
  readonly #keyOfLabel: number[] = [];
  readonly #viewOfLabel: number[] = [];
  readonly #freeLabels: number[] = [];
  #capacity = INITIAL_CAPACITY;

  constructor(dimension: number, options: HnswOptions = {}) {
    this.dimension = dimension;
    this.#searchBreadth = options.searchBreadth ?? 160;
    this.#graph = new hnswlib.HierarchicalNSW('ip', dimension);
    this.#graph.initIndex({
      maxElements: INITIAL_CAPACITY,
      m: options.linksPerVector ?? 16,
      efConstruction: options.constructionBreadth ?? 200,
      randomSeed: LEVEL_SEED,
      allowReplaceDeleted: false,
    });
  }

  add(key: number, vectors: readonly Float32Array[]): void {
    checkKey(key);
    const units = unitVectorsOfKey(vectors, this.dimension);
    this.remove(key);
    this.#labelsOfKey.set(
      key,
      units.map((unit, view) => this.#insert(unit, key, view)),
    );
  }

  remove(key: number): boolean {
    const labels = this.#labelsOfKey.get(key);
    if (!labels) return false;
    this.#labelsOfKey.delete(key);
    for (const label of labels) {
      this.#graph.markDelete(label);
      this.#freeLabels.push(label);
    }
    return true;
  }

  has(key: number): boolean {
    return this.#labelsOfKey.has(key);
  }

  size(): number {
    return this.#labelsOfKey.size;
  }

  search(queries: readonly Float32Array[], k: number): readonly VectorHit[] {
    checkCount(k);
    const units = unitVectors(queries, this.dimension);
    const wanted = Math.min(k, this.#labelsOfKey.size);
    if (wanted === 0 || units.length === 0) return [];
    const best = new Map<number, VectorHit>();
    for (const [queryView, unit] of units.entries()) this.#searchOne(Array.from(unit), queryView, wanted, best);
    return [...best.values()].sort(compareHits).slice(0, k);
  }

  close(): void {
    this.#labelsOfKey.clear();
    this.#graph.initIndex(1);
  }

  /** Fetches more and more neighbours until they belong to `wanted` keys or none are left. */
  #searchOne(query: number[], queryView: number, wanted: number, best: Map<number, VectorHit>): void {
    const live = this.#keyOfLabel.length - this.#freeLabels.length;
    for (let fetch = Math.min(live, 2 * wanted + 8); ; fetch = Math.min(live, 3 * fetch)) {
      this.#graph.setEf(Math.max(this.#searchBreadth, 2 * fetch));
      const { neighbors, distances } = this.#graph.searchKnn(query, fetch);
      const keys = new Set(neighbors.map((label) => this.#keyOfLabel[label]!));
      if (keys.size < wanted && fetch < live) continue;
      for (const [rank, label] of neighbors.entries()) {
        const key = this.#keyOfLabel[label]!;
        const cosine = Math.max(-1, Math.min(1, 1 - distances[rank]!));
        const known = best.get(key);
        if (!known || cosine > known.cosine)
          best.set(key, { key, cosine, queryView, storedView: this.#viewOfLabel[label]! });
      }
      return;
    }
  }

  #insert(unit: Float32Array, key: number, view: number): number {
    const freed = this.#freeLabels.pop();
    const label = freed ?? this.#keyOfLabel.length;
    if (label === this.#capacity) {
      this.#capacity = Math.ceil(this.#capacity * GROWTH);
      this.#graph.resizeIndex(this.#capacity);
    }
    // Adding under a label that is there moves that vector and mends the links around it.
    if (freed !== undefined) this.#graph.unmarkDelete(freed);
    this.#graph.addPoint(Array.from(unit), label);
    this.#keyOfLabel[label] = key;
    this.#viewOfLabel[label] = view;
    return label;
  }
}
