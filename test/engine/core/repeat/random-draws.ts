export type Rgb = readonly [number, number, number];
export type Random = () => number;

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function farColour(random: Random, others: readonly Rgb[], least: number): Rgb {
  for (let round = 0; ; round++) {
    const colour: Rgb = [random() * 255, random() * 255, random() * 255];
    const wanted = least * 0.98 ** round;
    if (others.every((other) => Math.hypot(...colour.map((c, k) => c - (other[k] as number))) >= wanted)) return colour;
  }
}

export function randomPalette(random: Random): { readonly ground: Rgb; readonly colours: readonly Rgb[] } {
  const low = random() < 0.2;
  const ground = farColour(random, [], 0);
  const colours: Rgb[] = [];
  const count = 2 + Math.floor(random() * 4);
  for (let k = 0; k < count; k++) {
    const colour = farColour(random, [ground, ...colours], 90);
    colours.push(colour);
  }
  if (!low) return { ground, colours };
  const share = between(random, 0.15, 0.35);
  return {
    ground,
    colours: colours.map(
      (colour) => colour.map((c, k) => (ground[k] as number) + share * (c - (ground[k] as number))) as unknown as Rgb,
    ),
  };
}
