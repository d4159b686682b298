import type { Raster } from '../../../engine/core/raster.ts';

export type Rgb = readonly [number, number, number];

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function paint(widthPx: number, heightPx: number, colourAt: (x: number, y: number) => Rgb): Raster {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 3) rgb.set(colourAt(x, y), at);
  }
  return { widthPx, heightPx, rgb };
}

/** A drawing of discs, rings and bars on a ground: which of `colours` each pixel has. The same seed gives the same drawing. */
export function drawing(seed: number, sidePx: number, colours: number): Uint8Array {
  const random = seededRandom(seed);
  const labels = new Uint8Array(sidePx * sidePx);
  for (let shape = 0; shape < 40; shape++) {
    const label = 1 + Math.floor(random() * (colours - 1));
    const centreX = random() * sidePx;
    const centreY = random() * sidePx;
    const radius = sidePx * (0.02 + 0.1 * random());
    const kind = Math.floor(random() * 3);
    const turn = random() * Math.PI;
    const size = Math.ceil(radius) + 1;
    for (let y = Math.max(0, Math.floor(centreY) - size); y < Math.min(sidePx, centreY + size); y++) {
      for (let x = Math.max(0, Math.floor(centreX) - size); x < Math.min(sidePx, centreX + size); x++) {
        const distance = Math.hypot(x - centreX, y - centreY);
        const across = Math.abs((x - centreX) * Math.cos(turn) + (y - centreY) * Math.sin(turn));
        const inside =
          kind === 0
            ? distance < radius
            : kind === 1
              ? distance < radius && distance > 0.6 * radius
              : across < 0.3 * radius && distance < radius;
        if (inside) labels[y * sidePx + x] = label;
      }
    }
  }
  return labels;
}

export function coloured(labels: Uint8Array, sidePx: number, palette: readonly Rgb[]): Raster {
  return paint(sidePx, sidePx, (x, y) => palette[labels[y * sidePx + x]!]!);
}

/** Colours that differ from each other by at least 40 in some channel. */
export function randomPalette(seed: number, colours: number): readonly Rgb[] {
  const random = seededRandom(seed);
  const palette: Rgb[] = [];
  while (palette.length < colours) {
    const next: Rgb = [Math.floor(random() * 256), Math.floor(random() * 256), Math.floor(random() * 256)];
    if (palette.every((other) => Math.max(...other.map((value, i) => Math.abs(value - next[i]!))) >= 40))
      palette.push(next);
  }
  return palette;
}

export function inverted(raster: Raster): Raster {
  return { ...raster, rgb: raster.rgb.map((value) => 255 - value) };
}

export function withNoise(raster: Raster, seed: number, deviation: number): Raster {
  const random = seededRandom(seed);
  const rgb = raster.rgb.map((value) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(255, Math.max(0, Math.round(value + deviation * normal)));
  });
  return { ...raster, rgb };
}
