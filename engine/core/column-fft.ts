import { type SimdKernels, simdScratch } from './simd-scratch.ts';

/**
 * Where complex numbers lie in scratch memory, as indices of 4-byte numbers: rows `stride` apart, real parts from `re` on, imaginary ones from
 * `im` on. For `SIMD_LANES` at once, all three are multiples of it.
 */
export interface ComplexRows {
  readonly re: number;
  readonly im: number;
  readonly stride: number;
}

/** Memory for transforms and the transform that works in it. */
export interface FourierScratch {
  /** The contents survive until scratch memory is asked for again. */
  readonly numbers: Float32Array;
  /**
   * Complex transform down each of the first `width` columns, in place, not scaled: X[k] = Σ x[n]·exp(−2πi·kn/size). Row n has to lie at the
   * place that `bitReversal(size)` names; the result lies in order. `size` is a power of two, at most 4,096. Exchange `re` and `im` for the
   * inverse. Up to `SIMD_LANES − 1` further columns may be overwritten.
   */
  readonly transformColumns: (rows: ComplexRows, size: number, width: number) => void;
}

/** Columns that are worked on in one step. */
export const SIMD_LANES = 4;

const reversals = new Map<number, Uint32Array>();

/** Where each of `size` numbers (a power of two) lies when the bits of its index are reversed. */
export function bitReversal(size: number): Uint32Array {
  const known = reversals.get(size);
  if (known) return known;
  if (!Number.isInteger(size) || size < 1 || (size & (size - 1)) !== 0)
    throw new RangeError(`Expected a power of two as transform length but received ${size}.`);
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  reversals.set(size, reversed);
  return reversed;
}

/** The smallest power of two that is at least `length`. */
export function powerOfTwoAtLeast(length: number): number {
  let size = 1;
  while (size < length) size *= 2;
  return size;
}

const LARGEST_SIZE = 4096;
/** Columns handled together, so that all rows of them stay in the second-level cache. */
const COLUMN_BLOCK = 32;

/**
 * For each pair of stages that joins rows `half` apart, from entry half − 1 on, for k < half: cos and −sin of 2πk/(4·half), and of twice that angle.
 * Whatever the size of the transform.
 */
const TWIDDLES: Float32Array = (() => {
  const table = new Float32Array((LARGEST_SIZE / 2 - 1) * 4);
  for (let half = 1; half <= LARGEST_SIZE / 4; half *= 2)
    for (let k = 0; k < half; k++) {
      const angleRad = (Math.PI * k) / (2 * half);
      const values = [Math.cos(angleRad), -Math.sin(angleRad), Math.cos(2 * angleRad), -Math.sin(2 * angleRad)];
      table.set(values, (half - 1 + k) * 4);
    }
  return table;
})();

/** The transform of `FourierScratch`, in plain code: the reference, and what runs where there is no SIMD. */
export function transformColumnsPlainly(
  numbers: Float32Array,
  { re, im, stride }: ComplexRows,
  size: number,
  width: number,
): void {
  let half = 1;
  if (hasOddStages(size)) {
    for (let row = 0; row < size; row += 2)
      for (const at of [re + row * stride, im + row * stride])
        for (let a = at; a < at + width; a++) {
          const first = numbers[a]!;
          const second = numbers[a + stride]!;
          numbers[a] = first + second;
          numbers[a + stride] = first - second;
        }
    half = 2;
  }
  for (; half < size; half *= 4)
    for (let group = 0; group < size; group += 4 * half)
      for (let k = 0; k < half; k++)
        joinFourRows(numbers, re + (group + k) * stride, im - re, half * stride, width, (half - 1 + k) * 4);
}

function joinFourRows(z: Float32Array, from: number, im: number, gap: number, width: number, twiddle: number): void {
  const [c2, s2, c1, s1] = TWIDDLES.subarray(twiddle, twiddle + 4) as unknown as [number, number, number, number];
  for (let p = from; p < from + width; p++) {
    const q = p + gap;
    const u = q + gap;
    const v = u + gap;
    const br = z[q]! * c1 - z[q + im]! * s1;
    const bm = z[q]! * s1 + z[q + im]! * c1;
    const dr = z[v]! * c1 - z[v + im]! * s1;
    const dm = z[v]! * s1 + z[v + im]! * c1;
    const sumR = z[u]! + dr;
    const sumM = z[u + im]! + dm;
    const differenceR = z[u]! - dr;
    const differenceM = z[u + im]! - dm;
    const er = sumR * c2 - sumM * s2;
    const em = sumR * s2 + sumM * c2;
    // Times −i on top of the twiddle.
    const fr = differenceR * s2 + differenceM * c2;
    const fm = differenceM * s2 - differenceR * c2;
    const ar = z[p]! + br;
    const am = z[p + im]! + bm;
    const gr = z[p]! - br;
    const gm = z[p + im]! - bm;
    z[p] = ar + er;
    z[p + im] = am + em;
    z[u] = ar - er;
    z[u + im] = am - em;
    z[q] = gr + fr;
    z[q + im] = gm + fm;
    z[v] = gr - fr;
    z[v + im] = gm - fm;
  }
}

const hasOddStages = (size: number): boolean => Math.log2(size) % 2 === 1;

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Scratch memory for `length` numbers (`simdScratch`) and the transform in it. */
export function fourierScratch(length: number): FourierScratch {
  const { bytes, kernels } = simdScratch((TWIDDLES.length + length) * BYTES);
  new Float32Array(bytes.buffer as ArrayBuffer).set(TWIDDLES);
  const numbers = new Float32Array(bytes.buffer as ArrayBuffer, TWIDDLES.byteLength);
  return {
    numbers,
    transformColumns: kernels
      ? (rows, size, width) => transformBlocks(kernels, rows, size, width)
      : (rows, size, width) => transformColumnsPlainly(numbers, rows, size, width),
  };
}

function transformBlocks(simd: SimdKernels, { re, im, stride }: ComplexRows, size: number, width: number): void {
  bitReversal(size);
  if (size > LARGEST_SIZE)
    throw new RangeError(`Expected at most ${LARGEST_SIZE} as transform length but received ${size}.`);
  const row = stride * BYTES;
  const toIm = (im - re) * BYTES;
  const odd = hasOddStages(size);
  for (let left = 0; left < width; left += COLUMN_BLOCK) {
    const base = TWIDDLES.byteLength + (re + left) * BYTES;
    const columns = Math.min(COLUMN_BLOCK, Math.ceil((width - left) / SIMD_LANES) * SIMD_LANES);
    if (odd) simd.pairs(base, toIm, row, size, columns * BYTES);
    for (let half = odd ? 2 : 1; half < size; half *= 4)
      simd.quads(base, toIm, row, size, columns * BYTES, half, (half - 1) * 4 * BYTES);
  }
}
