/** A seeded stream of numbers in [0, 1): mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Vectors as embeddings of cloth are: a few strong directions, families round centres, each design round its family, each view round its design.
 * Returns `views` vectors for each of `count` keys.
 */
export function clusteredVectors(
  count: number,
  { dimension = 64, views = 3, families = 20, seed = 1 } = {},
): Float32Array[][] {
  const random = seededRandom(seed);
  const strength = Array.from({ length: dimension }, (_, i) => 1 / Math.sqrt(1 + i / 8));
  const draw = (spread: number) => strength.map((s) => s * spread * gaussian(random));
  const centres = Array.from({ length: families }, () => draw(1));
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * families)]!;
    const design = draw(0.8).map((value, i) => value + centre[i]!);
    return Array.from({ length: views }, () => Float32Array.from(draw(0.35), (value, i) => value + design[i]!));
  });
}
