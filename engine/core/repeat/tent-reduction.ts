import { mixPicture, type Taps } from '../mix-picture.ts';
import type { Raster } from '../raster.ts';

/**
 * Weights of a tent filter 3.6 output pixels wide. Half a pixel more than an ordinary reduction: likeness is read between whole lags, which is
 * only sound for a picture without detail at the limit of the grid.
 */
export function tentTaps(fromPx: number, toPx: number): Taps {
  const ratio = fromPx / toPx;
  const radius = 1.8 * ratio;
  const count = Math.min(Math.ceil(2 * radius), fromPx);
  const first = new Int32Array(toPx);
  const weights = new Float32Array(toPx * count);
  for (let i = 0; i < toPx; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const start = Math.ceil(centre - radius);
    const stop = Math.floor(centre + radius);
    first[i] = Math.min(Math.max(start, 0), fromPx - count);
    let sum = 0;
    for (let at = start; at <= stop; at++) sum += 1 - Math.abs(at - centre) / radius;
    for (let at = start; at <= stop; at++) {
      const to = i * count + Math.min(Math.max(at, 0), fromPx - 1) - first[i]!;
      weights[to] = weights[to]! + (1 - Math.abs(at - centre) / radius) / sum;
    }
  }
  return { first, weights, count };
}

/** The picture filtered with a tent and reduced: interleaved R G B, 0–255, not rounded. The answer may lie in scratch memory. */
export function reduceWithTent(raster: Raster, widthPx: number, heightPx: number): Float32Array {
  return mixPicture(raster, tentTaps(raster.widthPx, widthPx), tentTaps(raster.heightPx, heightPx));
}
