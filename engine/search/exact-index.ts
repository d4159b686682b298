import { BestSlots } from './best-slots.ts';
import { enlarged } from './enlarged.ts';
import { type ComparedRows, levelRows } from './nearest-rows.ts';
import { BLOCK_ROWS, NONE, QuantisedRows, ROW_OFFSET } from './quantised-rows.ts';
import { plainUint8Product, type Uint8Product } from './uint8-product.ts';
import { checkCount, checkKey, unitVectors, unitVectorsOfKey } from './vector-checks.ts';
import { compareHits, MAX_KEY, type VectorHit, type VectorIndex } from './vector-index.ts';

/** Levels of a quantised query on either side of zero: see MatrixProducts.uint8 for the limit of 64. */
const QUERY_LEVELS = 63;

/** The scan works on 6-bit queries; the best of it are scored again with the query in floating point. Measured: the k best lie within these. */
function shortlistLength(k: number): number {
  return 2 * k + 32;
}

/** All of an index in a few arrays: what a snapshot keeps. */
export interface ExactContent {
  readonly keys: Uint32Array;
  /** Vectors of each key. */
  readonly rowCounts: Uint8Array;
  /** The quantised vectors of the first key, of the second, and so on, `dimension` bytes each. */
  readonly rows: Uint8Array;
  /** Of each row: 1 ÷ its length in quantisation steps. */
  readonly inverseLengths: Float32Array;
}

const INITIAL_SLOTS = 1_024;
/** Counts of vectors are kept in a byte. */
const MAX_VECTORS = 255;

/**
 * The exact scan: every stored vector is compared with every query. Stored numbers have 8 bits, so that a cosine differs from the floating-point
 * reference by less than 0.005 (256 numbers), mostly by less than 0.001.
 */
export class ExactIndex implements VectorIndex {
  readonly dimension: number;
  readonly #product: Uint8Product;
  readonly #rows: QuantisedRows;
  #slotOfKey = new Map<number, number>();
  /** Per slot: its key, 0 for a free one, and the first of its rows. */
  #keyOfSlot: Uint32Array = new Uint32Array(INITIAL_SLOTS);
  #firstRow: Uint32Array = new Uint32Array(INITIAL_SLOTS);
  #usedSlots = 0;
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
    if (units.length > MAX_VECTORS) {
      throw new RangeError(`Expected at most ${MAX_VECTORS} vectors for a key but received ${units.length}.`);
    }
    this.remove(key);
    const slot = this.#takeSlot();
    let last = NONE;
    for (const [view, unit] of units.entries()) {
      const row = this.#rows.add(unit, slot, view);
      if (last === NONE) this.#firstRow[slot] = row;
      else this.#rows.setNext(last, row);
      last = row;
    }
    this.#keyOfSlot[slot] = key;
    this.#slotOfKey.set(key, slot);
  }

  remove(key: number): boolean {
    const slot = this.#slotOfKey.get(key);
    if (slot === undefined) return false;
    this.#slotOfKey.delete(key);
    for (let row = this.#firstRow[slot]!; row !== NONE; row = this.#rows.next(row)) {
      this.#rows.clear(row);
      this.#leavingRows.push(row);
    }
    this.#keyOfSlot[slot] = 0;
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

  /** Copies of everything, in the order in which keys were added. */
  content(): ExactContent {
    const keys = Uint32Array.from(this.#slotOfKey.keys());
    const rowCounts = new Uint8Array(keys.length);
    let total = 0;
    let place = 0;
    for (const slot of this.#slotOfKey.values()) {
      let count = 0;
      for (let row = this.#firstRow[slot]!; row !== NONE; row = this.#rows.next(row)) count++;
      rowCounts[place++] = count;
      total += count;
    }
    const rows = new Uint8Array(total * this.dimension);
    const inverseLengths = new Float32Array(total);
    let copied = 0;
    let runFrom = 0;
    let runLength = 0;
    const copyRun = () => {
      if (runLength > 0) this.#rows.copyRows(runFrom, runLength, rows, (copied - runLength) * this.dimension);
    };
    // Rows that lie one after the other, nearly all of them, are copied together.
    for (const slot of this.#slotOfKey.values()) {
      for (let row = this.#firstRow[slot]!; row !== NONE; row = this.#rows.next(row)) {
        if (row !== runFrom + runLength || row % BLOCK_ROWS === 0) {
          copyRun();
          runFrom = row;
          runLength = 0;
        }
        runLength++;
        inverseLengths[copied++] = this.#rows.inverseLength(row);
      }
    }
    copyRun();
    return { keys, rowCounts, rows, inverseLengths };
  }

  /** Fills a new index with what `content` gave; `rows` is kept, not copied. False, and nothing done, where the arrays do not fit each other. */
  adopt({ keys, rowCounts, rows, inverseLengths }: ExactContent): boolean {
    const total = inverseLengths.length;
    if (this.#usedSlots > 0 || rowCounts.length !== keys.length || rows.length !== total * this.dimension) return false;
    const slots = new Uint32Array(total);
    const firstRow = new Uint32Array(Math.max(INITIAL_SLOTS, keys.length));
    let row = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      if (rowCounts[slot] === 0 || keys[slot] === 0 || keys[slot]! > MAX_KEY) return false;
      firstRow[slot] = row;
      slots.fill(slot, row, row + rowCounts[slot]!);
      row += rowCounts[slot]!;
    }
    const slotOfKey = new Map<number, number>();
    for (let slot = 0; slot < keys.length; slot++) slotOfKey.set(keys[slot]!, slot);
    if (row !== total || slotOfKey.size !== keys.length) return false;
    this.#rows.adopt(rows, inverseLengths, slots);
    this.#firstRow = firstRow;
    this.#keyOfSlot = enlarged(keys, new Uint32Array(firstRow.length));
    this.#usedSlots = keys.length;
    this.#slotOfKey = slotOfKey;
    return true;
  }

  /** The stored vectors of a key at unit length, as precise as they are kept. */
  vectors(key: number): readonly Float32Array[] {
    const slot = this.#slotOfKey.get(key);
    const vectors: Float32Array[] = [];
    if (slot === undefined) return vectors;
    for (let row = this.#firstRow[slot]!; row !== NONE; row = this.#rows.next(row)) {
      const inverseLength = this.#rows.inverseLength(row);
      vectors.push(Float32Array.from(this.#rows.bytes(row), (byte) => (byte - ROW_OFFSET) * inverseLength));
    }
    return vectors;
  }

  /** The first vector of every key, in ascending order of keys, in memory that threads can share. */
  firstVectors(): ComparedRows {
    const keys = Uint32Array.from(this.#slotOfKey.keys()).sort();
    const bytes = new Uint8Array(new SharedArrayBuffer(keys.length * this.dimension));
    const inverseLengths = new Float32Array(new SharedArrayBuffer(keys.length * Float32Array.BYTES_PER_ELEMENT));
    for (const [place, key] of keys.entries()) {
      const row = this.#firstRow[this.#slotOfKey.get(key)!]!;
      bytes.set(this.#rows.bytes(row), place * this.dimension);
      inverseLengths[place] = this.#rows.inverseLength(row);
    }
    const levelled = levelRows(bytes, inverseLengths, this.dimension);
    return { dimension: this.dimension, keys, bytes, inverseLengths, levelled };
  }

  /** The best pair of each key; keys that are not stored are left out. */
  scores(queries: readonly Float32Array[], keys: Iterable<number>): ReadonlyMap<number, VectorHit> {
    const units = unitVectors(queries, this.dimension);
    const hits = new Map<number, VectorHit>();
    for (const key of keys) {
      const slot = this.#slotOfKey.get(key);
      if (slot !== undefined) hits.set(key, this.#bestPair(units, slot, key));
    }
    return hits;
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
        const key = this.#keyOfSlot[slot]!;
        // 0: removed while the scan ran.
        if (key !== 0) hits.push(this.#bestPair(units, slot, key));
      }
      return hits.sort(compareHits).slice(0, k);
    } finally {
      this.#runningScans--;
      this.#releaseLeaving();
    }
  }

  close(): void {
    this.#slotOfKey.clear();
    this.#usedSlots = 0;
    this.#rows.blocks.length = 0;
  }

  async #scan(units: readonly Float32Array[], count: number): Promise<Uint32Array> {
    const { columns, scales, offsets } = quantisedQueries(units, this.dimension);
    const bestOfSlot = new Float32Array(this.#usedSlots).fill(Number.NEGATIVE_INFINITY);
    for (let block = 0; block * BLOCK_ROWS < this.#rows.length; block++) {
      const rows = Math.min(BLOCK_ROWS, this.#rows.length - block * BLOCK_ROWS);
      const bytes = this.#rows.blocks[block]!.subarray(0, rows * this.dimension);
      const product = await this.#product(bytes, columns, rows, this.dimension, units.length);
      const { slot, inverseLength } = this.#rows.labels(block);
      raiseToProduct(bestOfSlot, product, offsets, scales, slot, inverseLength);
    }
    const best = new BestSlots(Math.min(count, bestOfSlot.length));
    for (let slot = 0; slot < bestOfSlot.length; slot++) {
      if (bestOfSlot[slot]! > best.threshold) best.offer(slot, bestOfSlot[slot]!);
    }
    return best.slots();
  }

  #bestPair(units: readonly Float32Array[], slot: number, key: number): VectorHit {
    let best: VectorHit = { key, cosine: Number.NEGATIVE_INFINITY, queryView: 0, storedView: 0 };
    for (const [queryView, query] of units.entries()) {
      for (let row = this.#firstRow[slot]!; row !== NONE; row = this.#rows.next(row)) {
        const bytes = this.#rows.bytes(row);
        let sum = 0;
        for (let i = 0; i < query.length; i++) sum += query[i]! * (bytes[i]! - ROW_OFFSET);
        const cosine = Math.max(-1, Math.min(1, sum * this.#rows.inverseLength(row)));
        if (cosine > best.cosine) best = { key, cosine, queryView, storedView: this.#rows.view(row) };
      }
    }
    return best;
  }

  #takeSlot(): number {
    const freed = this.#freeSlots.pop();
    if (freed !== undefined) return freed;
    if (this.#usedSlots === this.#keyOfSlot.length) {
      const slots = this.#usedSlots * 2;
      this.#keyOfSlot = enlarged(this.#keyOfSlot, new Uint32Array(slots));
      this.#firstRow = enlarged(this.#firstRow, new Uint32Array(slots));
    }
    return this.#usedSlots++;
  }

  #releaseLeaving(): void {
    if (this.#runningScans > 0) return;
    this.#freeSlots.push(...this.#leavingSlots);
    for (const row of this.#leavingRows) this.#rows.release(row);
    this.#leavingSlots = [];
    this.#leavingRows = [];
  }
}

/** Raises each slot's score to the best cosine of its rows; `product` is [rows × queries]. */
function raiseToProduct(
  bestOfSlot: Float32Array,
  product: Int32Array,
  offsets: Float64Array,
  scales: Float64Array,
  slots: Uint32Array,
  inverseLengths: Float32Array,
): void {
  const queries = scales.length;
  for (let row = 0, at = 0; at < product.length; row++) {
    let best = Number.NEGATIVE_INFINITY;
    for (let query = 0; query < queries; query++, at++) {
      const score = (product[at]! - offsets[query]!) * scales[query]!;
      if (score > best) best = score;
    }
    best *= inverseLengths[row]!;
    const slot = slots[row]!;
    // Free rows bear a mark beyond the array's end, and so do slots taken since the scan began.
    if (slot < bestOfSlot.length && best > bestOfSlot[slot]!) bestOfSlot[slot] = best;
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
