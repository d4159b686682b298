/** Counts something that there is only so much of; asking for more than is left is refused, not queued. */
export class Allowance {
  readonly capacity: number;
  #taken = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get taken(): number {
    return this.#taken;
  }

  /** A function that gives the amount back (once, however often it is called), or undefined when too little is left. */
  take(amount: number): (() => void) | undefined {
    if (this.#taken + amount > this.capacity) return undefined;
    this.#taken += amount;
    let returned = false;
    return () => {
      if (!returned) this.#taken -= amount;
      returned = true;
    };
  }
}
