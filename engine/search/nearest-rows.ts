import { BestSlots } from './best-slots.ts';
import { ROW_OFFSET } from './quantised-rows.ts';
import type { Uint8Product } from './uint8-product.ts';

/** One quantised vector of each of many keys, in ascending order of keys: what a comparison of all pairs works on. The arrays may be shared between threads. */
export interface ComparedRows {
  readonly dimension: number;
  readonly keys: Uint32Array;
  /** [keys × dimension] levels plus ROW_OFFSET, row-major. */
  readonly bytes: Uint8Array;
  /** Of each row: 1 ÷ its length in quantisation steps. */
  readonly inverseLengths: Float32Array;
  /** [keys × dimension] the same rows at one length for all, plus ROW_OFFSET: a little less exact, but their products with a query compare as they are. */
  readonly levelled: Uint8Array;
}

/** Brings rows to one length, the greatest at which no number leaves a byte, in memory that threads can share. */
export function levelRows(bytes: Uint8Array, inverseLengths: Float32Array, dimension: number): Uint8Array {
  let greatest = 0;
  for (const [row, inverse] of inverseLengths.entries())
    for (let i = row * dimension; i < (row + 1) * dimension; i++)
      greatest = Math.max(greatest, Math.abs(bytes[i]! - ROW_OFFSET) * inverse);
  const levelled = new Uint8Array(new SharedArrayBuffer(bytes.length));
  for (const [row, inverse] of inverseLengths.entries()) {
    const scale = (ROW_LEVELS / (greatest || 1)) * inverse;
    // All sums are positive, so cutting off the fraction rounds to the nearest.
    for (let i = row * dimension; i < (row + 1) * dimension; i++)
      levelled[i] = (bytes[i]! - ROW_OFFSET) * scale + (ROW_OFFSET + 0.5);
  }
  return levelled;
}

/** The nearest of some rows among all others. */
export interface NearestRows {
  /** Neighbours of each row: as many as asked for, fewer where there are not so many other rows. */
  readonly count: number;
  /** [rows × count] keys, by descending cosine, ties by ascending key. */
  readonly keys: Uint32Array;
  /** [rows × count] cosines of the stored vectors, −1 to 1. */
  readonly cosines: Float32Array;
}

/** Rows compared in one product: its result (4 bytes a number) has to stay in the processor's cache. */
const QUERY_ROWS = 128;
const STORED_ROWS = 4_096;
/** Levels of a query on either side of zero: see MatrixProducts.uint8 for the limit of 64. */
const QUERY_LEVELS = 63;
/** Levels of a stored row on either side of zero. */
const ROW_LEVELS = 127;

/** The product works on 6-bit queries and levelled rows; the best of it are scored again with all 8 bits. The nearest lay within these in every row of the test. */
const shortlistLength = (count: number) => 2 * count + 32;

/** The nearest of rows `from` up to `until` (not included) by cosine, each compared with every other row. Held equal to `nearestRowsReference` by a test. */
export async function nearestRows(
  rows: ComparedRows,
  from: number,
  until: number,
  wanted: number,
  product: Uint8Product,
): Promise<NearestRows> {
  const nearest = emptyNearest(rows, until - from, wanted);
  for (let first = from; first < until; first += QUERY_ROWS) {
    const queries = Math.min(QUERY_ROWS, until - first);
    const shortlists = await shortlist(rows, first, queries, nearest.count, product);
    for (let query = 0; query < queries; query++) {
      const row = first + query;
      writeNearest(rows, row, shortlists[query]!, nearest, row - from);
    }
  }
  return nearest;
}

/** The same, every pair looked at with all bits there are. */
export function nearestRowsReference(rows: ComparedRows, from: number, until: number, wanted: number): NearestRows {
  const nearest = emptyNearest(rows, until - from, wanted);
  const all = Uint32Array.from({ length: rows.keys.length }, (_, row) => row);
  for (let row = from; row < until; row++) writeNearest(rows, row, all, nearest, row - from);
  return nearest;
}

function emptyNearest({ keys }: ComparedRows, rows: number, wanted: number): NearestRows {
  const count = Math.max(0, Math.min(wanted, keys.length - 1));
  return { count, keys: new Uint32Array(rows * count), cosines: new Float32Array(rows * count) };
}

/** The most promising rows for each of `queries` rows from `first` on, the row itself among them. */
async function shortlist(
  { keys, bytes, levelled, dimension }: ComparedRows,
  first: number,
  queries: number,
  count: number,
  product: Uint8Product,
): Promise<readonly Uint32Array[]> {
  const columns = queryColumns(bytes, dimension, first, queries);
  const total = keys.length;
  // One more, for the row itself.
  const best = Array.from({ length: queries }, () => new BestSlots(Math.min(total, shortlistLength(count) + 1)));
  /** A product must be above this; the rows' offset adds the same to every product of a query, so it changes nothing. */
  const bounds = new Int32Array(queries).fill(-(2 ** 31));
  // onnxruntime does not read memory that threads share.
  const own = new Uint8Array(STORED_ROWS * dimension);
  for (let block = 0; block < total; block += STORED_ROWS) {
    const stored = Math.min(STORED_ROWS, total - block);
    own.set(levelled.subarray(block * dimension, (block + stored) * dimension));
    const part = own.subarray(0, stored * dimension);
    const sums = await product(part, columns, stored, dimension, queries);
    for (let row = 0, at = 0; row < stored; row++)
      for (let query = 0; query < queries; query++, at++) {
        if (sums[at]! <= bounds[query]!) continue;
        best[query]!.offer(block + row, sums[at]!);
        const { threshold } = best[query]!;
        if (threshold > bounds[query]!) bounds[query] = threshold;
      }
  }
  return best.map((slots) => slots.slots());
}

/** Rows as the columns of a [dimension × queries] matrix of fewer levels. */
function queryColumns(bytes: Uint8Array, dimension: number, first: number, queries: number): Int8Array {
  const columns = new Int8Array(dimension * queries);
  for (let query = 0; query < queries; query++) {
    for (let i = 0; i < dimension; i++) {
      const level = bytes[(first + query) * dimension + i]! - ROW_OFFSET;
      columns[i * queries + query] = Math.round((level * QUERY_LEVELS) / ROW_LEVELS);
    }
  }
  return columns;
}

function writeNearest(
  rows: ComparedRows,
  row: number,
  candidates: Uint32Array,
  nearest: NearestRows,
  place: number,
): void {
  const scored: { readonly key: number; readonly cosine: number }[] = [];
  for (const other of candidates) {
    if (other !== row) scored.push({ key: rows.keys[other]!, cosine: cosine(rows, row, other) });
  }
  scored.sort((a, b) => b.cosine - a.cosine || a.key - b.key);
  for (let i = 0; i < nearest.count; i++) {
    nearest.keys[place * nearest.count + i] = scored[i]!.key;
    nearest.cosines[place * nearest.count + i] = scored[i]!.cosine;
  }
}

function cosine({ bytes, inverseLengths, dimension }: ComparedRows, row: number, other: number): number {
  const a = row * dimension;
  const b = other * dimension;
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += (bytes[a + i]! - ROW_OFFSET) * (bytes[b + i]! - ROW_OFFSET);
  return Math.max(-1, Math.min(1, sum * inverseLengths[row]! * inverseLengths[other]!));
}
