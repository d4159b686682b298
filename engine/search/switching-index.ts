import { type ExactContent, ExactIndex } from './exact-index.ts';
import { HnswIndex, type HnswOptions } from './hnsw-index.ts';
import type { Uint8Product } from './uint8-product.ts';
import type { VectorHit, VectorIndex } from './vector-index.ts';

export interface SwitchingOptions {
  readonly product?: Uint8Product;
  /** Keys from which on the graph answers. Default: never, see engine/search/README.md for the measurement. */
  readonly crossoverKeys?: number;
  readonly hnsw?: HnswOptions;
}

/** How long a slice of building may hold the thread before searches get their turn. */
const BUILD_SLICE_MS = 8;

/**
 * The exact scan, and above a number of keys a graph built beside it in slices. The scan answers while the graph lacks any key, so additions,
 * removals and searches go on while it is built or catches up, and every answer reflects every completed change.
 */
export class SwitchingIndex implements VectorIndex {
  readonly dimension: number;
  readonly exact: ExactIndex;
  readonly #crossoverKeys: number;
  readonly #hnswOptions: HnswOptions;
  #graph: HnswIndex | undefined;
  /** Keys that the graph still has to take. */
  readonly #pending = new Set<number>();
  #slice: NodeJS.Immediate | undefined;

  constructor(dimension: number, options: SwitchingOptions = {}) {
    this.dimension = dimension;
    this.exact = new ExactIndex(dimension, options.product);
    this.#crossoverKeys = options.crossoverKeys ?? Number.POSITIVE_INFINITY;
    this.#hnswOptions = options.hnsw ?? {};
  }

  /** Which of the two answers the next search. */
  get answering(): 'exact' | 'hnsw' {
    return this.#graph && this.#pending.size === 0 ? 'hnsw' : 'exact';
  }

  add(key: number, vectors: readonly Float32Array[]): void {
    this.exact.add(key, vectors);
    this.#added(key);
  }

  /** Fills a new index with what `exact.content` gave; false where that does not fit together. */
  adopt(content: ExactContent): boolean {
    if (!this.exact.adopt(content)) return false;
    if (content.keys.length > 0) this.#added(content.keys[0]!);
    return true;
  }

  remove(key: number): boolean {
    const removed = this.exact.remove(key);
    this.#pending.delete(key);
    this.#graph?.remove(key);
    if (this.exact.size() < this.#crossoverKeys) this.#dropGraph();
    return removed;
  }

  has(key: number): boolean {
    return this.exact.has(key);
  }

  size(): number {
    return this.exact.size();
  }

  async search(queries: readonly Float32Array[], k: number): Promise<readonly VectorHit[]> {
    return this.answering === 'hnsw' ? this.#graph!.search(queries, k) : this.exact.search(queries, k);
  }

  close(): void {
    this.#dropGraph();
    this.exact.close();
  }

  #added(key: number): void {
    if (this.exact.size() < this.#crossoverKeys) return;
    if (!this.#graph) {
      this.#graph = new HnswIndex(this.dimension, this.#hnswOptions);
      for (const stored of this.exact.keys()) this.#pending.add(stored);
    }
    // A key that is replaced must not be found by its old vectors.
    this.#graph.remove(key);
    this.#pending.add(key);
    this.#slice ??= setImmediate(() => this.#buildSlice());
  }

  #buildSlice(): void {
    this.#slice = undefined;
    const until = performance.now() + BUILD_SLICE_MS;
    for (const key of this.#pending) {
      this.#graph!.add(key, this.exact.vectors(key));
      this.#pending.delete(key);
      if (performance.now() >= until) break;
    }
    if (this.#pending.size > 0) this.#slice = setImmediate(() => this.#buildSlice());
  }

  #dropGraph(): void {
    if (this.#slice) clearImmediate(this.#slice);
    this.#slice = undefined;
    this.#pending.clear();
    this.#graph?.close();
    this.#graph = undefined;
  }
}
