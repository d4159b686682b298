import type { Raster } from '../core/raster.ts';

/**
 * The centred square of a picture at `sidePx` × `sidePx`, RGB interleaved, row-major, 8 bits.
 * A square is cut, not squeezed, so that a motif keeps its shape whatever the picture's aspect ratio.
 * Filter: a triangle as wide as one output pixel of the input (bilinear when enlarging, area-weighted when shrinking), in gamma-encoded values,
 * horizontally first; the same input gives the same bytes on every machine.
 */
export function squareInput(raster: Raster, sidePx: number): Uint8Array {
  const squarePx = Math.min(raster.widthPx, raster.heightPx);
  const taps = triangleTaps(squarePx, sidePx);
  const left = (raster.widthPx - squarePx) >> 1;
  const top = (raster.heightPx - squarePx) >> 1;
  const narrow = new Float32Array(squarePx * sidePx * 3);
  for (let y = 0; y < squarePx; y++) {
    const row = (top + y) * raster.widthPx + left;
    for (let x = 0; x < sidePx; x++) {
      const start = taps.start[x]!;
      const count = taps.count[x]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0, at = (row + start) * 3, w = x * taps.width; tap < count; tap++, at += 3, w++) {
        const weight = taps.weights[w]!;
        red += weight * raster.rgb[at]!;
        green += weight * raster.rgb[at + 1]!;
        blue += weight * raster.rgb[at + 2]!;
      }
      const out = (y * sidePx + x) * 3;
      narrow[out] = red;
      narrow[out + 1] = green;
      narrow[out + 2] = blue;
    }
  }
  const lineLength = sidePx * 3;
  const line = new Float64Array(lineLength);
  const pixels = new Uint8Array(sidePx * lineLength);
  for (let y = 0; y < sidePx; y++) {
    line.fill(0.5);
    for (let tap = 0; tap < taps.count[y]!; tap++) {
      const weight = taps.weights[y * taps.width + tap]!;
      const from = (taps.start[y]! + tap) * lineLength;
      for (let i = 0; i < lineLength; i++) line[i] = line[i]! + weight * narrow[from + i]!;
    }
    for (let i = 0; i < lineLength; i++) pixels[y * lineLength + i] = Math.min(255, line[i]!);
  }
  return pixels;
}

/** The weights of output sample i: `weights[i * width …]`, `count[i]` of them, for the inputs from `start[i]` on; each sums to 1. */
interface Taps {
  readonly width: number;
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
}

function triangleTaps(inputPx: number, outputPx: number): Taps {
  const scale = inputPx / outputPx;
  const reachPx = Math.max(1, scale);
  const width = Math.ceil(2 * reachPx) + 1;
  const start = new Int32Array(outputPx);
  const count = new Int32Array(outputPx);
  const weights = new Float32Array(outputPx * width);
  for (let i = 0; i < outputPx; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reachPx));
    const last = Math.min(inputPx - 1, Math.floor(centre + reachPx));
    let sum = 0;
    for (let at = first; at <= last; at++) sum += Math.max(0, 1 - Math.abs(at - centre) / reachPx);
    for (let at = first; at <= last; at++) {
      weights[i * width + at - first] = Math.max(0, 1 - Math.abs(at - centre) / reachPx) / sum;
    }
    start[i] = first;
    count[i] = last - first + 1;
  }
  return { width, start, count, weights };
}
