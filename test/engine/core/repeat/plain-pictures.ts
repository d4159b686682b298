import type { Vec2 } from '../../../../engine/core/geometry.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import { disturb } from './disturbance.ts';
import { type Random, type Rgb, seeded } from './random-draws.ts';
import type { Motif } from './repeat-units.ts';

/** Smooth random field in 0–1: octaves of interpolated lattice noise. */
function cloud(
  random: Random,
  widthPx: number,
  heightPx: number,
  cellPx: number,
  octaves: number,
  stretch: Vec2,
): Float32Array {
  const out = new Float32Array(widthPx * heightPx);
  let amplitude = 1;
  let total = 0;
  for (let octave = 0; octave < octaves; octave++) {
    const cellX = (cellPx * stretch[0]) / 2 ** octave;
    const cellY = (cellPx * stretch[1]) / 2 ** octave;
    const columns = Math.ceil(widthPx / cellX) + 2;
    const rows = Math.ceil(heightPx / cellY) + 2;
    const knots = Float32Array.from({ length: columns * rows }, () => random());
    for (let y = 0; y < heightPx; y++)
      for (let x = 0; x < widthPx; x++) {
        const i = Math.floor(x / cellX);
        const j = Math.floor(y / cellY);
        const s = smooth(x / cellX - i);
        const t = smooth(y / cellY - j);
        const at = (di: number, dj: number): number => knots[(j + dj) * columns + i + di] as number;
        const value = (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t;
        out[y * widthPx + x] = (out[y * widthPx + x] as number) + amplitude * value;
      }
    total += amplitude;
    amplitude *= 0.55;
  }
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / total;
  return out;
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
const colourOf = (random: Random): Rgb => [random() * 255, random() * 255, random() * 255];

function mix(field: Float32Array, a: Rgb, b: Rgb): Float32Array {
  const out = new Float32Array(field.length * 3);
  for (let i = 0; i < field.length; i++)
    for (let c = 0; c < 3; c++)
      out[i * 3 + c] = (a[c] as number) + (field[i] as number) * ((b[c] as number) - (a[c] as number));
  return out;
}

function stamp(values: Float32Array, widthPx: number, heightPx: number, m: Motif, cx: number, cy: number): void {
  const reach = Math.ceil(m.radiusPx * 1.8);
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(heightPx, cy + reach); y++)
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(widthPx, cx + reach); x++) {
      const distance = Math.hypot(x - cx, y - cy);
      const angle = ((Math.atan2(y - cy, x - cx) - m.turnRad + 9 * Math.PI) % (2 * Math.PI)) - Math.PI;
      if (distance > m.radiusPx * m.outline(angle)) continue;
      for (let c = 0; c < 3; c++) values[(y * widthPx + x) * 3 + c] = m.colour[c] as number;
    }
}

const KINDS = [
  'cloud',
  'grain',
  'gradient',
  'scattered',
  'one-motif',
  'jittered',
  'cells',
  'strokes',
  'stripes',
  'rings',
  'posterised',
  'patchwork',
] as const;

/** A picture without a repeat. The same seed gives the same picture. */
export function plainPicture(seed: number, sidePx = 512): { readonly name: string; readonly raster: Raster } {
  const random = seeded(seed * 104729 + 71);
  const kind = KINDS[seed % KINDS.length] as (typeof KINDS)[number];
  const pixels = sidePx * sidePx;
  const a = colourOf(random);
  const b = colourOf(random);
  let values = mix(new Float32Array(pixels), a, b);
  switch (kind) {
    case 'cloud':
      values = mix(cloud(random, sidePx, sidePx, between(random, 20, 200), 5, [1, 1]), a, b);
      break;
    case 'grain':
      values = mix(cloud(random, sidePx, sidePx, between(random, 2, 10), 1, [1, between(random, 1, 20)]), a, b);
      break;
    case 'gradient': {
      const angle = random() * 6.28;
      values = mix(
        Float32Array.from(
          { length: pixels },
          (_, i) =>
            0.5 +
            0.5 *
              (((i % sidePx) / sidePx - 0.5) * Math.cos(angle) +
                (Math.floor(i / sidePx) / sidePx - 0.5) * Math.sin(angle)),
        ),
        a,
        b,
      );
      break;
    }
    case 'scattered':
    case 'one-motif':
    case 'jittered': {
      const phase = random() * 6;
      const same = kind !== 'scattered';
      const colours = [b, colourOf(random), colourOf(random)];
      const radiusPx = between(random, 10, 50);
      const step = radiusPx * between(random, 2, 3);
      const count = Math.floor(sidePx / step) + 1;
      for (let k = 0; k < count * count; k++) {
        const m: Motif = {
          outline: (t) => 0.8 + 0.25 * Math.cos(3 * t + phase) + 0.12 * Math.cos(2 * t),
          radiusPx: same ? radiusPx : radiusPx * between(random, 0.5, 1.2),
          colour: colours[same ? 0 : Math.floor(random() * 3)] as Rgb,
          inner: null,
          turnRad: kind === 'jittered' ? 0 : random() * 6.28,
        };
        const jitter = (random() - 0.5) * step;
        const drift = (random() - 0.5) * step;
        const free = kind === 'jittered';
        stamp(
          values,
          sidePx,
          sidePx,
          m,
          free ? ((k % count) + 0.5) * step + jitter : random() * sidePx,
          free ? (Math.floor(k / count) + 0.5) * step + drift : random() * sidePx,
        );
      }
      break;
    }
    case 'cells': {
      const sites = Array.from(
        { length: 20 + Math.floor(random() * 180) },
        () => [random() * sidePx, random() * sidePx, random()] as const,
      );
      const field = new Float32Array(pixels);
      for (let y = 0; y < sidePx; y += 1)
        for (let x = 0; x < sidePx; x++) {
          let best = Number.POSITIVE_INFINITY;
          let level = 0;
          for (const [sx, sy, l] of sites) {
            const d = (x - sx) ** 2 + (y - sy) ** 2;
            if (d < best) {
              best = d;
              level = l;
            }
          }
          field[y * sidePx + x] = level;
        }
      values = mix(field, a, b);
      break;
    }
    case 'strokes':
      for (let k = 0; k < 60; k++) {
        const colour = colourOf(random);
        const [x0, y0, turn, bend, width] = [
          random() * sidePx,
          random() * sidePx,
          random() * 6.28,
          between(random, -0.02, 0.02),
          between(random, 2, 9),
        ];
        for (let t = 0, x = x0, y = y0, angle = turn; t < 200; t++, angle += bend) {
          x += Math.cos(angle);
          y += Math.sin(angle);
          stamp(values, sidePx, sidePx, { outline: () => 1, radiusPx: width, colour, inner: null, turnRad: 0 }, x, y);
        }
      }
      break;
    case 'stripes': {
      const field = new Float32Array(pixels);
      const edges = new Float32Array(sidePx);
      for (let x = 0, level = 0; x < sidePx; level = random()) {
        const width = Math.ceil(between(random, 6, 60));
        for (let k = 0; k < width && x < sidePx; k++, x++) edges[x] = level;
      }
      for (let i = 0; i < pixels; i++) field[i] = edges[i % sidePx] as number;
      values = mix(field, a, b);
      break;
    }
    case 'rings': {
      const [cx, cy, period] = [
        between(random, 0.2, 0.8) * sidePx,
        between(random, 0.2, 0.8) * sidePx,
        between(random, 15, 80),
      ];
      values = mix(
        Float32Array.from({ length: pixels }, (_, i) =>
          Math.sin((6.28 * Math.hypot((i % sidePx) - cx, Math.floor(i / sidePx) - cy)) / period) > 0 ? 1 : 0,
        ),
        a,
        b,
      );
      break;
    }
    case 'posterised':
      values = mix(
        cloud(random, sidePx, sidePx, between(random, 30, 150), 3, [1, 1]).map((v) => Math.floor(v * 6) / 6),
        a,
        b,
      );
      break;
    default:
      for (let k = 0; k < 40; k++) {
        const [x0, y0, w, h] = [
          random() * sidePx,
          random() * sidePx,
          between(random, 20, 200),
          between(random, 20, 200),
        ];
        const colour = colourOf(random);
        for (let y = Math.floor(y0); y < Math.min(sidePx, y0 + h); y++)
          for (let x = Math.floor(x0); x < Math.min(sidePx, x0 + w); x++)
            for (let c = 0; c < 3; c++) values[(y * sidePx + x) * 3 + c] = colour[c] as number;
      }
  }
  return { name: `${kind}-${seed}`, raster: disturb(random, values, sidePx, sidePx) };
}
