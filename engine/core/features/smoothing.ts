import { type SimdKernels, simdScratch } from '../simd-scratch.ts';

/** Gaussian smoothing of a row-major plane; the border is continued by its outermost values. */
export function blurred(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const taps = gaussianTaps(sigma);
  const reach = taps.length >> 1;
  // Rows are a multiple of what a step of the kernel writes.
  const stride = Math.ceil((width + 2 * reach) / LANES) * LANES;
  const planeNumbers = stride * (height + 2 * reach) + 2 * LANES;
  const { numbers, kernels } = simdScratch((taps.length + LANES + 2 * planeNumbers) * NUMBER_BYTES);
  if (!kernels) return blurredPlainly(plane, width, height, sigma);
  return blurredWithKernels(plane, width, height, taps, stride, planeNumbers, numbers, kernels);
}

const NUMBER_BYTES = 4;
/** Numbers that a step of the kernel works on. */
const LANES = 8;

/** Symmetric, of odd length, summing to 1. */
function gaussianTaps(sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(sigma * 2.5));
  const taps = Float32Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function blurredWithKernels(
  plane: Float32Array,
  width: number,
  height: number,
  taps: Float32Array,
  stride: number,
  planeNumbers: number,
  numbers: Float32Array,
  kernels: SimdKernels,
): Float32Array {
  const reach = taps.length >> 1;
  const sourceAt = Math.ceil(taps.length / LANES) * LANES;
  const acrossAt = sourceAt + planeNumbers;
  numbers.set(taps, 0);
  for (let y = 0; y < height; y++) {
    const row = sourceAt + y * stride;
    const from = y * width;
    numbers.set(plane.subarray(from, from + width), row + reach);
    numbers.fill(plane[from]!, row, row + reach);
    numbers.fill(plane[from + width - 1]!, row + reach + width, row + width + 2 * reach);
  }
  const [rowBytes, widthBytes] = [stride * NUMBER_BYTES, width * NUMBER_BYTES];
  const middleAt = acrossAt + reach * stride;
  const pass = (from: number, to: number, step: number): void =>
    kernels.filter(from * NUMBER_BYTES, to * NUMBER_BYTES, rowBytes, height, widthBytes, 0, taps.length, step);
  pass(sourceAt, middleAt, NUMBER_BYTES);
  for (let k = 0; k < reach; k++) {
    numbers.copyWithin(acrossAt + k * stride, middleAt, middleAt + width);
    const below = middleAt + (height - 1) * stride;
    numbers.copyWithin(below + (k + 1) * stride, below, below + width);
  }
  pass(acrossAt, sourceAt, rowBytes);
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = sourceAt + y * stride;
    out.set(numbers.subarray(row, row + width), y * width);
  }
  return out;
}

/** The same in plain code: the reference, and what runs where there is no SIMD. */
export function blurredPlainly(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const both = gaussianTaps(sigma);
  const radius = both.length >> 1;
  const taps = both.subarray(radius);
  const across = new Float32Array(plane.length);
  const row = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = 0; x < row.length; x++) row[x] = plane[base + Math.max(0, Math.min(width - 1, x - radius))]!;
    for (let x = 0; x < width; x++) {
      let value = taps[0]! * row[x + radius]!;
      for (let k = 1; k <= radius; k++) value += taps[k]! * (row[x + radius - k]! + row[x + radius + k]!);
      across[base + x] = value;
    }
  }
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = 0; x < width; x++) out[base + x] = taps[0]! * across[base + x]!;
    for (let k = 1; k <= radius; k++) {
      const weight = taps[k]!;
      const above = Math.max(0, y - k) * width;
      const below = Math.min(height - 1, y + k) * width;
      for (let x = 0; x < width; x++) out[base + x]! += weight * (across[above + x]! + across[below + x]!);
    }
  }
  return out;
}

/** Means of 2 × 2 blocks; an odd last row or column is dropped. */
export function halved(plane: Float32Array, width: number, height: number): Float32Array {
  const outWidth = width >> 1;
  const outHeight = height >> 1;
  const out = new Float32Array(outWidth * outHeight);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0, at = 2 * y * width; x < outWidth; x++, at += 2) {
      out[y * outWidth + x] = (plane[at]! + plane[at + 1]! + plane[at + width]! + plane[at + width + 1]!) / 4;
    }
  }
  return out;
}
