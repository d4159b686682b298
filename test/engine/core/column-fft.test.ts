import { describe, expect, it } from 'vitest';
import {
  bitReversal,
  type ComplexRows,
  fourierScratch,
  powerOfTwoAtLeast,
  transformColumnsPlainly,
} from '../../../engine/core/column-fft.ts';
import { simdScratch } from '../../../engine/core/simd-scratch.ts';
import { seededRandom } from './sample-pictures.ts';

/** By the definition. */
function plainTransform(re: Float64Array, im: Float64Array): { readonly re: Float64Array; readonly im: Float64Array } {
  const size = re.length;
  const outRe = new Float64Array(size);
  const outIm = new Float64Array(size);
  const cos = Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  for (let k = 0; k < size; k++)
    for (let n = 0; n < size; n++) {
      const turn = (k * n) % size;
      outRe[k]! += re[n]! * cos[turn]! - im[n]! * sin[turn]!;
      outIm[k]! += re[n]! * sin[turn]! + im[n]! * cos[turn]!;
    }
  return { re: outRe, im: outIm };
}

/** Random complex columns, rows in bit-reversed order, and what each should become. */
function example(size: number, width: number, stride: number) {
  const random = seededRandom(size * 100 + width);
  const rows: ComplexRows = { re: 8, im: 8 + size * stride, stride };
  const numbers = Float32Array.from({ length: 8 + 2 * size * stride }, () => random() - 0.5);
  const place = bitReversal(size);
  const expected = Array.from({ length: width }, (_, column) => {
    const re = Float64Array.from({ length: size }, (_, n) => numbers[rows.re + place[n]! * stride + column]!);
    const im = Float64Array.from({ length: size }, (_, n) => numbers[rows.im + place[n]! * stride + column]!);
    return plainTransform(re, im);
  });
  return { rows, numbers, expected };
}

function greatestError(numbers: Float32Array, rows: ComplexRows, expected: ReturnType<typeof example>['expected']) {
  let greatest = 0;
  for (const [column, { re, im }] of expected.entries())
    for (let k = 0; k < re.length; k++) {
      const at = k * rows.stride + column;
      greatest = Math.max(
        greatest,
        Math.abs(numbers[rows.re + at]! - re[k]!),
        Math.abs(numbers[rows.im + at]! - im[k]!),
      );
    }
  return greatest;
}

describe('transform down the columns', () => {
  const shapes = [
    [1, 4],
    [2, 5],
    [4, 8],
    [8, 3],
    [64, 33],
    [128, 70],
    [512, 36],
  ] as const;

  it.each(shapes)('equals the transform of each column, plainly written: %i rows, %i columns', (size, width) => {
    const { rows, numbers, expected } = example(size, width, 80);
    transformColumnsPlainly(numbers, rows, size, width);
    expect(greatestError(numbers, rows, expected)).toBeLessThan(1e-4);
  });

  it.each(shapes)('equals it with four columns at a time: %i rows, %i columns', (size, width) => {
    const { rows, numbers, expected } = example(size, width, 80);
    const scratch = fourierScratch(numbers.length);
    scratch.numbers.set(numbers);
    scratch.transformColumns(rows, size, width);
    expect(greatestError(scratch.numbers, rows, expected)).toBeLessThan(1e-4);
  });

  it('gives back what it was given when real and imaginary parts are exchanged the second time', () => {
    const { rows, numbers } = example(256, 12, 16);
    const scratch = fourierScratch(numbers.length);
    scratch.numbers.set(numbers);
    const place = bitReversal(256);
    scratch.transformColumns(rows, 256, 12);
    const turned = scratch.numbers.slice(0, numbers.length);
    for (let k = 0; k < 256; k++)
      for (const start of [rows.re, rows.im])
        scratch.numbers.set(turned.subarray(start + k * 16, start + k * 16 + 12), start + place[k]! * 16);
    scratch.transformColumns({ ...rows, re: rows.im, im: rows.re }, 256, 12);
    for (let n = 0; n < 256; n++)
      expect(scratch.numbers[rows.re + n * 16]! / 256).toBeCloseTo(numbers[rows.re + place[n]! * 16]!, 5);
  });

  it('runs with SIMD here, so that the comparison above is one', () => {
    expect(simdScratch(64).kernels).not.toBeNull();
  });

  it('keeps working after scratch memory grew', () => {
    const before = fourierScratch(1000).numbers.length;
    const { rows, numbers, expected } = example(64, 4, 16);
    const scratch = fourierScratch(before + 100_000);
    expect(scratch.numbers.length).toBeGreaterThan(before);
    scratch.numbers.set(numbers);
    scratch.transformColumns(rows, 64, 4);
    expect(greatestError(scratch.numbers, rows, expected)).toBeLessThan(1e-4);
  });

  it('refuses lengths that are no power of two, and those beyond its table', () => {
    const { transformColumns } = fourierScratch(100);
    const rows: ComplexRows = { re: 0, im: 48, stride: 4 };
    expect(() => transformColumns(rows, 12, 4)).toThrow('power of two');
    expect(() => transformColumns(rows, 8192, 4)).toThrow('4096');
  });
});

describe('lengths of a transform', () => {
  it('are the smallest power of two that holds what there is', () => {
    expect([1, 2, 3, 511, 512, 513].map(powerOfTwoAtLeast)).toEqual([1, 2, 4, 512, 512, 1024]);
  });

  it('are refused unless they are powers of two', () => {
    for (const size of [0, 3, 1.5, -4]) expect(() => bitReversal(size)).toThrow(/Expected a power of two/);
  });
});
