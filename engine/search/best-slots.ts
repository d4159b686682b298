/** The `k` best of many scored slots: a bounded heap with the worst kept score on top. Ties keep the slot offered first. */
export class BestSlots {
  readonly #capacity: number;
  readonly #slots: Uint32Array;
  readonly #scores: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#slots = new Uint32Array(capacity);
    this.#scores = new Float64Array(capacity);
  }

  /** A score must be above this to be kept. */
  get threshold(): number {
    return this.#count < this.#capacity ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? Number.POSITIVE_INFINITY);
  }

  offer(slot: number, score: number): void {
    if (this.#count < this.#capacity) this.#rise(this.#count++, slot, score);
    else if (score > this.threshold) this.#sink(slot, score);
  }

  /** In no particular order. */
  slots(): Uint32Array {
    return this.#slots.slice(0, this.#count);
  }

  #rise(from: number, slot: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#scores[parent]! <= score) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#place(at, slot, score);
  }

  #sink(slot: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#count) break;
      if (child + 1 < this.#count && this.#scores[child + 1]! < this.#scores[child]!) child++;
      if (this.#scores[child]! >= score) break;
      this.#move(child, at);
      at = child;
    }
    this.#place(at, slot, score);
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#slots[from]!, this.#scores[from]!);
  }

  #place(at: number, slot: number, score: number): void {
    this.#slots[at] = slot;
    this.#scores[at] = score;
  }
}
