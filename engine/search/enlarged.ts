/** Copies an array to the beginning of a longer one and returns that. */
export function enlarged<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
