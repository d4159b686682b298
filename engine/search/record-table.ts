import { enlarged } from './enlarged.ts';

/** Records of one length by key, in blocks that are never moved. */
export class RecordTable {
  readonly recordLength: number;
  readonly #slotOfKey = new Map<number, number>();
  readonly #blocks: Uint8Array[] = [];
  readonly #free: number[] = [];
  #used = 0;

  constructor(recordLength: number) {
    this.recordLength = recordLength;
  }

  put(key: number, record: Uint8Array): void {
    if (record.length !== this.recordLength) {
      throw new RangeError(`Expected a record of ${this.recordLength} bytes but received ${record.length}.`);
    }
    let slot = this.#slotOfKey.get(key);
    if (slot === undefined) {
      slot = this.#free.pop() ?? this.#used++;
      this.#slotOfKey.set(key, slot);
      if (slot === this.#blocks.length * BLOCK_RECORDS)
        this.#blocks.push(new Uint8Array(BLOCK_RECORDS * this.recordLength));
    }
    this.#at(slot).set(record);
  }

  /** All records, copied one after the other in the order of `keys`. */
  content(): Uint8Array {
    const records = new Uint8Array(this.size * this.recordLength);
    let at = 0;
    for (const slot of this.#slotOfKey.values()) {
      records.set(this.#at(slot), at);
      at += this.recordLength;
    }
    return records;
  }

  /** Fills a new table with what `content` gave; `records` is kept, not copied. False where it does not fit the keys. */
  adopt(keys: Uint32Array, records: Uint8Array): boolean {
    if (this.#used > 0 || records.length !== keys.length * this.recordLength) return false;
    for (let slot = 0; slot < keys.length; slot++) this.#slotOfKey.set(keys[slot]!, slot);
    if (this.#slotOfKey.size !== keys.length) return false;
    const blockBytes = BLOCK_RECORDS * this.recordLength;
    for (let from = 0; from < records.length; from += blockBytes) {
      const own = records.subarray(from, from + blockBytes);
      this.#blocks.push(own.length === blockBytes ? own : enlarged(own, new Uint8Array(blockBytes)));
    }
    this.#used = keys.length;
    return true;
  }

  /** A view into the table, to be read at once. */
  get(key: number): Uint8Array | undefined {
    const slot = this.#slotOfKey.get(key);
    return slot === undefined ? undefined : this.#at(slot);
  }

  remove(key: number): boolean {
    const slot = this.#slotOfKey.get(key);
    if (slot === undefined) return false;
    this.#slotOfKey.delete(key);
    this.#free.push(slot);
    return true;
  }

  keys(): IterableIterator<number> {
    return this.#slotOfKey.keys();
  }

  get size(): number {
    return this.#slotOfKey.size;
  }

  #at(slot: number): Uint8Array {
    const from = (slot % BLOCK_RECORDS) * this.recordLength;
    return this.#blocks[Math.floor(slot / BLOCK_RECORDS)]!.subarray(from, from + this.recordLength);
  }
}

const BLOCK_RECORDS = 4_096;
