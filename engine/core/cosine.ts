/** The largest cosine between a vector of the one and a vector of the other set, all of unit length; −1 where there is no pair. */
export function bestCosine(vectors: readonly Float32Array[], others: readonly Float32Array[]): number {
  let best = -1;
  for (const a of vectors)
    for (const b of others) {
      let product = 0;
      for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!;
      best = Math.max(best, product);
    }
  return best;
}
