import type { Raster } from './raster.ts';
import { type SimdKernels, simdScratch } from './simd-scratch.ts';

/** Which input samples an output sample is the weighted sum of, along one axis: `count` from `first[i]` on, with `weights[i · count …]`. */
export interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Taps of a filter that is cut off at the ends of the axis and brought back to a sum of 1. `span(i)`: the first and last input sample under output sample i,
 * rising with i; `weight(i, at)`: what the filter gives the input sample `at`.
 */
export function cutTaps(
  outputs: number,
  span: (i: number) => readonly [first: number, last: number],
  weight: (i: number, at: number) => number,
): Taps {
  const spans = Array.from({ length: outputs }, (_, i) => span(i));
  const count = spans.reduce((most, [start, stop]) => Math.max(most, stop - start + 1), 1);
  const end = spans.reduce((most, [, stop]) => Math.max(most, stop + 1), 0);
  const first = new Int32Array(outputs);
  const weights = new Float32Array(outputs * count);
  for (const [i, [start, stop]] of spans.entries()) {
    // Every output sample reads `count` inputs; near the end those before its own, with weight 0.
    first[i] = Math.max(0, Math.min(start, end - count));
    let sum = 0;
    for (let at = start; at <= stop; at++) sum += weight(i, at);
    for (let at = start; at <= stop; at++) weights[i * count + at - first[i]!] = weight(i, at) / sum;
  }
  return { first, weights, count };
}

/** More than this many bytes of picture are not copied to scratch memory, which would keep its size for good. */
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;

/**
 * Weighted sums of the pixels of a picture, first down the columns, then along the rows: interleaved R G B, row-major, not rounded. The answer may
 * lie in scratch memory.
 */
export function mixPicture(raster: Raster, across: Taps, down: Taps): Float32Array {
  if (raster.rgb.length > MOST_PICTURE_BYTES) return mixPicturePlainly(raster, across, down);
  const layout = scratchLayout(raster, across, down);
  const { bytes, kernels } = simdScratch(layout.length);
  return kernels
    ? mixWithKernels(raster, across, down, bytes, kernels, layout)
    : mixPicturePlainly(raster, across, down);
}

/** The same in plain code: the reference, and what runs where there is no SIMD. */
export function mixPicturePlainly({ widthPx, rgb }: Raster, across: Taps, down: Taps): Float32Array {
  const out = new Float32Array(across.first.length * down.first.length * 3);
  const row = new Float32Array(widthPx * 3);
  let to = 0;
  for (let y = 0; y < down.first.length; y++) {
    row.fill(0);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k]!;
      const from = (down.first[y]! + k) * row.length;
      for (let x = 0; x < row.length; x++) row[x] = row[x]! + weight * rgb[from + x]!;
    }
    for (let x = 0; x < across.first.length; x++)
      for (let c = 0; c < 3; c++, to++) {
        let sum = 0;
        for (let k = 0; k < across.count; k++)
          sum += across.weights[x * across.count + k]! * row[(across.first[x]! + k) * 3 + c]!;
        out[to] = sum;
      }
  }
  return out;
}

/** Addresses in scratch memory, in bytes. */
interface ScratchLayout {
  readonly picture: number;
  readonly row: number;
  readonly starts: number;
  readonly acrossWeights: number;
  readonly downWeights: number;
  readonly out: number;
  readonly length: number;
}

const NUMBER_BYTES = 4;
/** Bytes that a kernel may read or write beyond the end of what it was given. */
const OVERRUN_BYTES = 64;

function scratchLayout({ rgb, widthPx }: Raster, across: Taps, down: Taps): ScratchLayout {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next += Math.ceil((bytes + OVERRUN_BYTES) / 16) * 16;
    return at;
  };
  return {
    picture: take(rgb.length),
    row: take(widthPx * 3 * NUMBER_BYTES),
    starts: take(across.first.byteLength),
    acrossWeights: take(across.weights.byteLength),
    downWeights: take(down.weights.byteLength),
    out: take(across.first.length * down.first.length * 3 * NUMBER_BYTES),
    length: next,
  };
}

function mixWithKernels(
  { widthPx, rgb }: Raster,
  across: Taps,
  down: Taps,
  bytes: Uint8Array,
  kernels: SimdKernels,
  at: ScratchLayout,
): Float32Array {
  const buffer = bytes.buffer;
  const columns = across.first.length;
  const rows = down.first.length;
  bytes.set(rgb, at.picture);
  const pixelBytes = 3 * NUMBER_BYTES;
  new Int32Array(buffer, at.starts, columns).set(across.first.map((first) => first * pixelBytes));
  new Float32Array(buffer, at.acrossWeights, across.weights.length).set(across.weights);
  new Float32Array(buffer, at.downWeights, down.weights.length).set(down.weights);
  const rowBytes = widthPx * 3;
  for (let y = 0; y < rows; y++) {
    const from = at.picture + down.first[y]! * rowBytes;
    kernels.mixRows(from, rowBytes, down.count, at.downWeights + y * down.count * NUMBER_BYTES, rowBytes, at.row);
    const to = at.out + y * columns * pixelBytes;
    kernels.mixPixels(at.row, at.starts, at.acrossWeights, across.count, columns, to);
  }
  return new Float32Array(buffer, at.out, columns * rows * 3);
}
