import type { Raster } from '../raster.ts';

/** A rectangle of a raster, in its pixels; edges may lie between pixels. */
export interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Three planes of one size: lightness and two opponent colours, each within about ±255. */
export interface OpponentPlanes {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: readonly [Float32Array, Float32Array, Float32Array];
}

interface Taps {
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  readonly stride: number;
}

/** Area weights where the output is coarser than the input, linear interpolation where it is finer. */
function axisTaps(from: number, length: number, inputPx: number, outputPx: number): Taps {
  const step = length / outputPx;
  const reach = Math.max(step, 1) / 2;
  const stride = Math.ceil(2 * reach) + 2;
  const start = new Int32Array(outputPx);
  const count = new Int32Array(outputPx);
  const weights = new Float32Array(outputPx * stride);
  for (let i = 0; i < outputPx; i++) {
    const centre = from + (i + 0.5) * step;
    const low = Math.max(0, Math.min(inputPx - 1, Math.floor(centre - reach)));
    const high = Math.max(low, Math.min(inputPx - 1, Math.ceil(centre + reach) - 1));
    let sum = 0;
    for (let at = low; at <= high; at++) {
      const overlap = Math.max(1e-6, Math.min(centre + reach, at + 1) - Math.max(centre - reach, at));
      weights[i * stride + at - low] = overlap;
      sum += overlap;
    }
    for (let tap = 0; tap <= high - low; tap++) weights[i * stride + tap]! /= sum;
    start[i] = low;
    count[i] = high - low + 1;
  }
  return { start, count, weights, stride };
}

/** Resamples a window of the raster to `widthPx` × `heightPx` and separates lightness from colour. */
export function sampleWindow(raster: Raster, window: PixelWindow, widthPx: number, heightPx: number): OpponentPlanes {
  const across = axisTaps(window.left, window.width, raster.widthPx, widthPx);
  const down = axisTaps(window.top, window.height, raster.heightPx, heightPx);
  const firstRow = down.start[0]!;
  const lastRow = down.start[heightPx - 1]! + down.count[heightPx - 1]!;
  const narrow = new Float32Array((lastRow - firstRow) * widthPx * 3);
  for (let y = firstRow, out = 0; y < lastRow; y++) {
    const row = y * raster.widthPx * 3;
    for (let x = 0; x < widthPx; x++, out += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      const base = x * across.stride;
      const taps = across.count[x]!;
      for (let tap = 0, at = row + across.start[x]! * 3; tap < taps; tap++, at += 3) {
        const weight = across.weights[base + tap]!;
        red += weight * raster.rgb[at]!;
        green += weight * raster.rgb[at + 1]!;
        blue += weight * raster.rgb[at + 2]!;
      }
      // Opponent axes of gamma-encoded values: for finding edges they serve as well as L*a*b*, at a tenth of the cost.
      narrow[out] = 0.299 * red + 0.587 * green + 0.114 * blue;
      narrow[out + 1] = 0.6 * (red - green);
      narrow[out + 2] = 0.4 * (0.5 * (red + green) - blue);
    }
  }
  const pixels = widthPx * heightPx;
  const channels = [new Float32Array(pixels), new Float32Array(pixels), new Float32Array(pixels)] as const;
  const [light, redGreen, yellowBlue] = channels;
  for (let y = 0; y < heightPx; y++) {
    for (let tap = 0; tap < down.count[y]!; tap++) {
      const weight = down.weights[y * down.stride + tap]!;
      let at = (down.start[y]! + tap - firstRow) * widthPx * 3;
      for (let out = y * widthPx, end = out + widthPx; out < end; out++, at += 3) {
        light[out]! += weight * narrow[at]!;
        redGreen[out]! += weight * narrow[at + 1]!;
        yellowBlue[out]! += weight * narrow[at + 2]!;
      }
    }
  }
  return { widthPx, heightPx, channels };
}
