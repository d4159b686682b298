import type { Raster } from '../raster.ts';
import { type SimdKernels, simdScratch } from '../simd-scratch.ts';

/** Which input samples an output sample is the weighted sum of: `count` from `first[i]` on, with `weights[i·count …]`. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Weights of a tent filter 3.6 output pixels wide. Half a pixel more than an ordinary reduction: likeness is read between whole lags, which is
 * only sound for a picture without detail at the limit of the grid.
 */
function tentTaps(fromPx: number, toPx: number): Taps {
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
  const across = tentTaps(raster.widthPx, widthPx);
  const down = tentTaps(raster.heightPx, heightPx);
  const rowBytes = raster.widthPx * 3;
  const layout = scratchLayout(raster.rgb.length, rowBytes, across, down, widthPx * heightPx * 3);
  const { bytes, kernels } = simdScratch(layout.length);
  return kernels
    ? reduceWithKernels(raster, across, down, bytes, kernels, layout)
    : reducePlainly(raster, across, down);
}

/** Down the columns first, then along the rows: the reference, and what runs where there is no SIMD. */
export function reduceTentPlainly(raster: Raster, widthPx: number, heightPx: number): Float32Array {
  return reducePlainly(raster, tentTaps(raster.widthPx, widthPx), tentTaps(raster.heightPx, heightPx));
}

function reducePlainly({ widthPx, rgb }: Raster, across: Taps, down: Taps): Float32Array {
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

function scratchLayout(
  pictureBytes: number,
  rowBytes: number,
  across: Taps,
  down: Taps,
  outLength: number,
): ScratchLayout {
  let next = 0;
  const take = (bytes: number): number => {
    const at = next;
    next += Math.ceil((bytes + OVERRUN_BYTES) / 16) * 16;
    return at;
  };
  return {
    picture: take(pictureBytes),
    row: take(rowBytes * NUMBER_BYTES),
    starts: take(across.first.byteLength),
    acrossWeights: take(across.weights.byteLength),
    downWeights: take(down.weights.byteLength),
    out: take(outLength * NUMBER_BYTES),
    length: next,
  };
}

function reduceWithKernels(
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
