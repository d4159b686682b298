/** Rows a block; a block is allocated whole and never moved, so that a product may read it while rows are added. */
export const BLOCK_ROWS = 16_384;
/** What is added to a quantised number so that it is stored without a sign. */
export const ROW_OFFSET = 128;
const ROW_LEVELS = 127;
const NONE = 0xffff_ffff;

/** Unit vectors as rows of bytes, each with the inverse of its length in quantisation steps and the slot of the key it belongs to. */
export class QuantisedRows {
  readonly dimension: number;
  readonly blocks: Uint8Array[] = [];
  readonly #inverseLength: Float32Array[] = [];
  readonly #slot: Uint32Array[] = [];
  readonly #view: Uint8Array[] = [];
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

  /** Stores a row as `bytes` gave it, in this copy or an earlier one. */
  addBytes(stored: Uint8Array, slot: number, view: number): number {
    const row = this.#take();
    this.bytes(row).set(stored);
    this.#label(row, slot, view);
    return row;
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

  /** Slot and inverse length of each row of a block; slot `QuantisedRows.none` where the row is free. */
  labels(block: number): { readonly slot: Uint32Array; readonly inverseLength: Float32Array } {
    return { slot: this.#slot[block]!, inverseLength: this.#inverseLength[block]! };
  }

  static readonly none = NONE;

  #take(): number {
    const freed = this.#free.pop();
    if (freed !== undefined) return freed;
    if (this.#used === this.blocks.length * BLOCK_ROWS) {
      this.blocks.push(new Uint8Array(BLOCK_ROWS * this.dimension));
      this.#inverseLength.push(new Float32Array(BLOCK_ROWS));
      this.#slot.push(new Uint32Array(BLOCK_ROWS).fill(NONE));
      this.#view.push(new Uint8Array(BLOCK_ROWS));
    }
    return this.#used++;
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
  }
}

function blockOf(row: number): number {
  return Math.floor(row / BLOCK_ROWS);
}

function placeOf(row: number): number {
  return row % BLOCK_ROWS;
}
