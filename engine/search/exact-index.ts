import { BestSlots } from './best-slots.ts';
import { BLOCK_ROWS, QuantisedRows, ROW_OFFSET } from './quantised-rows.ts';
import { plainUint8Product, type Uint8Product } from './uint8-product.ts';
import { checkCount, checkKey, unitVectors, unitVectorsOfKey } from './vector-checks.ts';
import { compareHits, type VectorHit, type VectorIndex } from './vector-index.ts';

/** Levels of a quantised query on either side of zero: see MatrixProducts.uint8 for the limit of 64. */
const QUERY_LEVELS = 63;

/** The scan works on 6-bit queries; the best of it are scored again with the query in floating point. Measured: the k best lie within these. */
function shortlistLength(k: number): number {
  return 2 * k + 32;
}

/**
 * The exact scan: every stored vector is compared with every query. Stored numbers have 8 bits, so that a cosine differs from the floating-point
 * reference by less than 0.005 (256 numbers), mostly by less than 0.001.
 */
export class ExactIndex implements VectorIndex {
  readonly dimension: number;
  readonly #product: Uint8Product;
  readonly #rows: QuantisedRows;
  readonly #slotOfKey = new Map<number, number>();
  readonly #slots: ({ readonly key: number; readonly rows: readonly number[] } | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  /** Slots and rows given up while a scan runs: reused only after it, so that no score is credited to another key. */
  #leavingSlots: number[] = [];
  #leavingRows: number[] = [];
  #runningScans = 0;

  constructor(dimension: number, product: Uint8Product = plainUint8Product) {
    this.dimension = dimension;
    this.#product = product;
    this.#rows = new QuantisedRows(dimension);
  }

  add(key: number, vectors: readonly Float32Array[]): void {
    checkKey(key);
    const units = unitVectorsOfKey(vectors, this.dimension);
    this.#put(key, (slot) => units.map((vector, view) => this.#rows.add(vector, slot, view)));
  }

  remove(key: number): boolean {
    const slot = this.#slotOfKey.get(key);
    if (slot === undefined) return false;
    this.#slotOfKey.delete(key);
    for (const row of this.#slots[slot]!.rows) {
      this.#rows.clear(row);
      this.#leavingRows.push(row);
    }
    this.#slots[slot] = undefined;
    this.#leavingSlots.push(slot);
    this.#releaseLeaving();
    return true;
  }

  has(key: number): boolean {
    return this.#slotOfKey.has(key);
  }

  size(): number {
    return this.#slotOfKey.size;
  }

  keys(): IterableIterator<number> {
    return this.#slotOfKey.keys();
  }

  /** The quantised rows of a key, in the order of its vectors; views into the index, to be read at once. Empty for an unknown key. */
  storedRows(key: number): readonly Uint8Array[] {
    const slot = this.#slotOfKey.get(key);
    return slot === undefined ? [] : this.#slots[slot]!.rows.map((row) => this.#rows.bytes(row));
  }

  /** Adds rows as `storedRows` gave them. */
  addStoredRows(key: number, rows: readonly Uint8Array[]): void {
    checkKey(key);
    this.#put(key, (slot) => rows.map((bytes, view) => this.#rows.addBytes(bytes, slot, view)));
  }

  /** The stored vectors of a key at unit length, as precise as they are kept. */
  vectors(key: number): readonly Float32Array[] {
    const slot = this.#slotOfKey.get(key);
    if (slot === undefined) return [];
    return this.#slots[slot]!.rows.map((row) => {
      const inverseLength = this.#rows.inverseLength(row);
      return Float32Array.from(this.#rows.bytes(row), (byte) => (byte - ROW_OFFSET) * inverseLength);
    });
  }

  /** The best pair of one key; undefined where it is not stored. */
  score(queries: readonly Float32Array[], key: number): VectorHit | undefined {
    const slot = this.#slotOfKey.get(key);
    return slot === undefined ? undefined : this.#bestPair(unitVectors(queries, this.dimension), slot);
  }

  async search(queries: readonly Float32Array[], k: number): Promise<readonly VectorHit[]> {
    checkCount(k);
    const units = unitVectors(queries, this.dimension);
    if (units.length === 0 || k === 0) return [];
    this.#runningScans++;
    try {
      const shortlist = await this.#scan(units, shortlistLength(k));
      const hits: VectorHit[] = [];
      for (const slot of shortlist) {
        const hit = this.#bestPair(units, slot);
        if (hit) hits.push(hit);
      }
      return hits.sort(compareHits).slice(0, k);
    } finally {
      this.#runningScans--;
      this.#releaseLeaving();
    }
  }

  close(): void {
    this.#slotOfKey.clear();
    this.#slots.length = 0;
    this.#rows.blocks.length = 0;
  }

  async #scan(units: readonly Float32Array[], count: number): Promise<Uint32Array> {
    const { columns, scales, offsets } = quantisedQueries(units, this.dimension);
    const bestOfSlot = new Float32Array(this.#slots.length).fill(Number.NEGATIVE_INFINITY);
    for (let block = 0; block * BLOCK_ROWS < this.#rows.length; block++) {
      const rows = Math.min(BLOCK_ROWS, this.#rows.length - block * BLOCK_ROWS);
      const bytes = this.#rows.blocks[block]!.subarray(0, rows * this.dimension);
      const product = await this.#product(bytes, columns, rows, this.dimension, units.length);
      const { slot, inverseLength } = this.#rows.labels(block);
      const queries = units.length;
      for (let row = 0, at = 0; row < rows; row++) {
        let best = Number.NEGATIVE_INFINITY;
        for (let query = 0; query < queries; query++, at++) {
          best = Math.max(best, (product[at]! - offsets[query]!) * scales[query]!);
        }
        best *= inverseLength[row]!;
        const own = slot[row]!;
        // Free rows bear a mark beyond the array's end, and so do slots taken since the scan began.
        if (own < bestOfSlot.length && best > bestOfSlot[own]!) bestOfSlot[own] = best;
      }
    }
    const best = new BestSlots(Math.min(count, bestOfSlot.length));
    for (let slot = 0; slot < bestOfSlot.length; slot++) {
      if (bestOfSlot[slot]! > best.threshold) best.offer(slot, bestOfSlot[slot]!);
    }
    return best.slots();
  }

  #bestPair(units: readonly Float32Array[], slot: number): VectorHit | undefined {
    const stored = this.#slots[slot];
    if (!stored) return undefined;
    let best: VectorHit = { key: stored.key, cosine: Number.NEGATIVE_INFINITY, queryView: 0, storedView: 0 };
    for (const [queryView, query] of units.entries()) {
      for (const row of stored.rows) {
        const bytes = this.#rows.bytes(row);
        let sum = 0;
        for (let i = 0; i < query.length; i++) sum += query[i]! * (bytes[i]! - ROW_OFFSET);
        const cosine = Math.max(-1, Math.min(1, sum * this.#rows.inverseLength(row)));
        if (cosine > best.cosine) best = { key: stored.key, cosine, queryView, storedView: this.#rows.view(row) };
      }
    }
    return best;
  }

  #put(key: number, addRows: (slot: number) => readonly number[]): void {
    this.remove(key);
    const slot = this.#freeSlots.pop() ?? this.#slots.length;
    this.#slots[slot] = { key, rows: addRows(slot) };
    this.#slotOfKey.set(key, slot);
  }

  #releaseLeaving(): void {
    if (this.#runningScans > 0) return;
    this.#freeSlots.push(...this.#leavingSlots);
    for (const row of this.#leavingRows) this.#rows.release(row);
    this.#leavingSlots = [];
    this.#leavingRows = [];
  }
}

/** Queries as the columns of a [dimension × queries] matrix; cosine = (product − offset) × scale ÷ length of the row. */
function quantisedQueries(units: readonly Float32Array[], dimension: number) {
  const columns = new Int8Array(dimension * units.length);
  const scales = new Float64Array(units.length);
  const offsets = new Float64Array(units.length);
  for (const [query, unit] of units.entries()) {
    let largest = 0;
    for (const value of unit) largest = Math.max(largest, Math.abs(value));
    for (let i = 0; i < dimension; i++) {
      const level = Math.round((unit[i]! / largest) * QUERY_LEVELS);
      columns[i * units.length + query] = level;
      offsets[query] = offsets[query]! + ROW_OFFSET * level;
    }
    scales[query] = largest / QUERY_LEVELS;
  }
  return { columns, scales, offsets };
}
