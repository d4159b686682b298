import type { Raster } from '../core/raster.ts';

/** Weights are whole numbers that sum to 2^WEIGHT_BITS: 255 · 2^15, the most a sum reaches, and its next pass after rounding fit 32 bits. */
const WEIGHT_BITS = 15;
/** Bits of the rows between the passes that lie below one level of 8 bits. */
const KEPT_BITS = 7;

/**
 * The centred square of a picture at `sidePx` × `sidePx`, RGB interleaved, row-major, 8 bits.
 * A square is cut, not squeezed, so that a motif keeps its shape whatever the picture's aspect ratio.
 * Filter: a triangle as wide as one output pixel of the input (bilinear when enlarging, area-weighted when shrinking), in gamma-encoded values,
 * vertically first; in whole numbers, so the same input gives the same bytes on every machine.
 */
export function squareInput(raster: Raster, sidePx: number): Uint8Array {
  const squarePx = Math.min(raster.widthPx, raster.heightPx);
  const taps = triangleTaps(squarePx, sidePx);
  const left = (raster.widthPx - squarePx) >> 1;
  const top = (raster.heightPx - squarePx) >> 1;
  const line = new Int32Array(squarePx * 3);
  const pixels = new Uint8Array(sidePx * sidePx * 3);
  for (let y = 0; y < sidePx; y++) {
    addRows(raster, left, top + taps.start[y]!, taps, y, line);
    shrinkLine(line, taps, pixels.subarray(y * sidePx * 3, (y + 1) * sidePx * 3));
  }
  return pixels;
}

/** Weighted sum of the rows from `firstRow` on, KEPT_BITS below one level. Three rows a turn: fewer reads and writes of the line. */
function addRows(raster: Raster, left: number, firstRow: number, taps: Taps, y: number, line: Int32Array): void {
  const { rgb, widthPx } = raster;
  const count = taps.count[y]!;
  line.fill(1 << (WEIGHT_BITS - KEPT_BITS - 1));
  for (let tap = 0; tap < count; tap += 3) {
    const w = y * taps.width + tap;
    const weight0 = taps.weights[w]!;
    const weight1 = tap + 1 < count ? taps.weights[w + 1]! : 0;
    const weight2 = tap + 2 < count ? taps.weights[w + 2]! : 0;
    const row0 = ((firstRow + tap) * widthPx + left) * 3;
    // Beyond the last tap the weight is 0; the row is one that exists.
    const row1 = weight1 === 0 ? row0 : row0 + widthPx * 3;
    const row2 = weight2 === 0 ? row0 : row0 + widthPx * 6;
    for (let i = 0; i < line.length; i++) {
      line[i] = (line[i]! + weight0 * rgb[row0 + i]! + weight1 * rgb[row1 + i]! + weight2 * rgb[row2 + i]!) | 0;
    }
  }
  for (let i = 0; i < line.length; i++) line[i] = line[i]! >> (WEIGHT_BITS - KEPT_BITS);
}

function shrinkLine(line: Int32Array, taps: Taps, out: Uint8Array): void {
  const shift = WEIGHT_BITS + KEPT_BITS;
  // 255 · 2^7 · 2^15 is below 2^30, half a level included.
  for (let x = 0, to = 0; to < out.length; x++, to += 3) {
    let red = 1 << (shift - 1);
    let green = red;
    let blue = red;
    const end = taps.start[x]! + taps.count[x]!;
    for (let from = taps.start[x]!, at = from * 3, w = x * taps.width; from < end; from++, at += 3, w++) {
      const weight = taps.weights[w]!;
      red = (red + weight * line[at]!) | 0;
      green = (green + weight * line[at + 1]!) | 0;
      blue = (blue + weight * line[at + 2]!) | 0;
    }
    out[to] = red >> shift;
    out[to + 1] = green >> shift;
    out[to + 2] = blue >> shift;
  }
}

/** The weights of output sample i: `weights[i * width …]`, `count[i]` of them, for the inputs from `start[i]` on; each sums to 2^WEIGHT_BITS. */
interface Taps {
  readonly width: number;
  readonly start: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
}

function triangleTaps(inputPx: number, outputPx: number): Taps {
  const scale = inputPx / outputPx;
  const reachPx = Math.max(1, scale);
  const width = Math.ceil(2 * reachPx) + 1;
  const start = new Int32Array(outputPx);
  const count = new Int32Array(outputPx);
  const weights = new Int32Array(outputPx * width);
  for (let i = 0; i < outputPx; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reachPx));
    const last = Math.min(inputPx - 1, Math.floor(centre + reachPx));
    let sum = 0;
    for (let at = first; at <= last; at++) sum += Math.max(0, 1 - Math.abs(at - centre) / reachPx);
    // Rounding the running sum, not each weight, makes the whole come out exactly.
    let running = 0;
    let given = 0;
    for (let at = first; at <= last; at++) {
      running += Math.max(0, 1 - Math.abs(at - centre) / reachPx) / sum;
      const upTo = Math.round(running * 2 ** WEIGHT_BITS);
      weights[i * width + at - first] = upTo - given;
      given = upTo;
    }
    start[i] = first;
    count[i] = last - first + 1;
  }
  return { width, start, count, weights };
}
