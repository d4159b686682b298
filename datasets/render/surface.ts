import { mixSeed } from '../random.ts';
import type { Picture, Surface } from '../spec.ts';
import { hashPoint } from './noise.ts';

/** Threads, stitches or grain of the cloth as brightness, fixed to the picture and not to the design. `amount` 0–1. */
export function applySurface(picture: Picture, kind: Surface, amount: number, seed: number): Picture {
  if (kind === 'smooth' || amount <= 0) return picture;
  const { widthPx, heightPx } = picture;
  const rgb = new Uint8Array(picture.rgb.length);
  const noiseSeed = mixSeed('surface', seed);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const gain = 1 + amount * reliefAt(kind, x, y, noiseSeed);
      const at = (y * widthPx + x) * 3;
      for (let c = 0; c < 3; c++) rgb[at + c] = Math.max(0, Math.min(255, Math.round(picture.rgb[at + c]! * gain)));
    }
  return { widthPx, heightPx, rgb };
}

/** Relative brightness, about −0.5 to 0.5. */
function reliefAt(kind: Surface, x: number, y: number, seed: number): number {
  const noise = hashPoint(x, y, seed) - 0.5;
  if (kind === 'grain') return noise;
  if (kind === 'canvas') {
    const over = ((x >> 1) + (y >> 1)) % 2 === 0;
    return (over ? 0.2 : -0.2) + 0.35 * (hashPoint(over ? x >> 1 : -9, over ? -9 : y >> 1, seed) - 0.5) + 0.3 * noise;
  }
  if (kind === 'twill') return ((x + y) % 4 < 2 ? 0.22 : -0.22) + 0.3 * noise;
  if (kind === 'slub') {
    const run = hashPoint(x >> 5, y, seed) + hashPoint((x + 17) >> 6, y, seed + 1) - 1;
    return 0.5 * run * (hashPoint(3, y, seed) > 0.6 ? 1.4 : 0.5) + 0.25 * noise;
  }
  const column = x % 6;
  const slant = (y + (column < 3 ? column * 2 : (5 - column) * 2)) % 6;
  return (slant < 3 ? 0.2 : -0.22) - (column === 0 ? 0.2 : 0) + 0.2 * noise;
}
