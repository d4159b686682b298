/** Rows a block; a block is allocated whole and never moved, so that a product may read it while rows are added. */
export const BLOCK_ROWS = 16_384;
/** What is added to a quantised number so that it is stored without a sign. */
export const ROW_OFFSET = 128;
const ROW_LEVELS = 127;
/** Stands for "no slot" and "no row". */
export const NONE = 0xffff_ffff;

/**
 * Unit vectors as rows of bytes, each with the inverse of its length in quantisation steps, the slot of the key it belongs to, its position among the
 * key's vectors, and the row of the key's next vector.
 */
export class QuantisedRows {
  readonly dimension: number;
  readonly blocks: Uint8Array[] = [];
  readonly #inverseLength: Float32Array[] = [];
  readonly #slot: Uint32Array[] = [];
  readonly #view: Uint8Array[] = [];
  readonly #next: Uint32Array[] = [];
  readonly #free: number[] = [];
  #used = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  /** Rows in use or free, below which all rows lie. */
  get length(): number {
    return this.#used;
  }

  /** Stores a unit vector and returns its row. */
  add(vector: Float32Array, slot: number, view: number): number {
    let largest = 0;
    for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]!));
    const row = this.#take();
    const bytes = this.bytes(row);
    const scale = ROW_LEVELS / largest;
    // All sums are positive, so cutting off the fraction rounds to the nearest.
    for (let i = 0; i < bytes.length; i++) bytes[i] = vector[i]! * scale + (ROW_OFFSET + 0.5);
    this.#label(row, slot, view);
    return row;
  }

  /**
   * Takes over the rows of a snapshot: row i belongs to slot `slots[i]`, rows of one slot follow each other. `bytes` is kept, not copied.
   * Only for a store that is still empty.
   */
  adopt(bytes: Uint8Array, inverseLengths: Float32Array, slots: Uint32Array): void {
    const count = slots.length;
    for (let from = 0; from < count; from += BLOCK_ROWS) {
      const until = Math.min(from + BLOCK_ROWS, count);
      const own = bytes.subarray(from * this.dimension, until * this.dimension);
      this.#addBlock(until - from === BLOCK_ROWS ? own : undefined);
      const block = this.blocks.length - 1;
      if (until - from < BLOCK_ROWS) this.blocks[block]!.set(own);
      this.#inverseLength[block]!.set(inverseLengths.subarray(from, until));
      this.#slot[block]!.set(slots.subarray(from, until));
      const view = this.#view[block]!;
      const next = this.#next[block]!;
      let last = from === 0 ? 0 : this.view(from - 1);
      for (let row = from; row < until; row++) {
        last = row > 0 && slots[row] === slots[row - 1] ? last + 1 : 0;
        view[row - from] = last;
        if (row + 1 < count && slots[row + 1] === slots[row]) next[row - from] = row + 1;
      }
    }
    this.#used = count;
  }

  /** Copies rows that follow each other in one block. */
  copyRows(first: number, count: number, to: Uint8Array, at: number): void {
    const from = placeOf(first) * this.dimension;
    to.set(this.blocks[blockOf(first)]!.subarray(from, from + count * this.dimension), at);
  }

  /** From now on the row belongs to no slot; `release` makes its place available again. */
  clear(row: number): void {
    this.#slot[blockOf(row)]![placeOf(row)] = NONE;
  }

  release(row: number): void {
    this.#free.push(row);
  }

  /** The row's numbers plus ROW_OFFSET: a view into the block, not a copy. */
  bytes(row: number): Uint8Array {
    const from = placeOf(row) * this.dimension;
    return this.blocks[blockOf(row)]!.subarray(from, from + this.dimension);
  }

  inverseLength(row: number): number {
    return this.#inverseLength[blockOf(row)]![placeOf(row)]!;
  }

  view(row: number): number {
    return this.#view[blockOf(row)]![placeOf(row)]!;
  }

  /** The row of the same key's next vector, or NONE. */
  next(row: number): number {
    return this.#next[blockOf(row)]![placeOf(row)]!;
  }

  setNext(row: number, next: number): void {
    this.#next[blockOf(row)]![placeOf(row)] = next;
  }

  /** Slot and inverse length of each row of a block; slot NONE where the row is free. */
  labels(block: number): { readonly slot: Uint32Array; readonly inverseLength: Float32Array } {
    return { slot: this.#slot[block]!, inverseLength: this.#inverseLength[block]! };
  }

  #take(): number {
    const freed = this.#free.pop();
    if (freed !== undefined) return freed;
    if (this.#used === this.blocks.length * BLOCK_ROWS) this.#addBlock();
    return this.#used++;
  }

  #addBlock(bytes: Uint8Array = new Uint8Array(BLOCK_ROWS * this.dimension)): void {
    this.blocks.push(bytes);
    this.#inverseLength.push(new Float32Array(BLOCK_ROWS));
    this.#slot.push(new Uint32Array(BLOCK_ROWS).fill(NONE));
    this.#view.push(new Uint8Array(BLOCK_ROWS));
    this.#next.push(new Uint32Array(BLOCK_ROWS).fill(NONE));
  }

  #label(row: number, slot: number, view: number): void {
    let squares = 0;
    const bytes = this.bytes(row);
    for (let i = 0; i < bytes.length; i++) {
      const level = bytes[i]! - ROW_OFFSET;
      squares += level * level;
    }
    this.#inverseLength[blockOf(row)]![placeOf(row)] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    this.#slot[blockOf(row)]![placeOf(row)] = slot;
    this.#view[blockOf(row)]![placeOf(row)] = view;
    this.#next[blockOf(row)]![placeOf(row)] = NONE;
  }
}

function blockOf(row: number): number {
  return Math.floor(row / BLOCK_ROWS);
}

function placeOf(row: number): number {
  return row % BLOCK_ROWS;
}
