import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fft, fft2d, inverseFft, inverseFft2d, powerOfTwoAtLeast, realFft } from '../../../engine/core/fft.ts';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: length, maxLength: length });

function plainTransform(re: readonly number[], im: readonly number[]): { re: number[]; im: number[] } {
  const size = re.length;
  const out = { re: new Array<number>(size).fill(0), im: new Array<number>(size).fill(0) };
  for (let k = 0; k < size; k++)
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * k * n) / size;
      out.re[k]! += re[n]! * Math.cos(angle) - im[n]! * Math.sin(angle);
      out.im[k]! += re[n]! * Math.sin(angle) + im[n]! * Math.cos(angle);
    }
  return out;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(tolerance);
}

describe('Fourier transform', () => {
  it.each([1, 2, 4, 8, 16, 32, 64, 128])('equals the defining sum for length %i', (size) => {
    fc.assert(
      fc.property(numbers(size), numbers(size), (re, im) => {
        const expected = plainTransform(re, im);
        const actualRe = Float64Array.from(re);
        const actualIm = Float64Array.from(im);
        fft(actualRe, actualIm);
        expectClose(actualRe, expected.re, 1e-8);
        expectClose(actualIm, expected.im, 1e-8);
      }),
      { numRuns: 10, seed: 7 },
    );
  });

  it('is undone by the inverse, in single precision too', () => {
    fc.assert(
      fc.property(numbers(64), numbers(64), (re, im) => {
        const actualRe = Float32Array.from(re);
        const actualIm = Float32Array.from(im);
        fft(actualRe, actualIm);
        inverseFft(actualRe, actualIm);
        expectClose(actualRe, re, 1e-3);
        expectClose(actualIm, im, 1e-3);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it('touches only the part that it was given', () => {
    const re = Float64Array.from({ length: 12 }, (_, i) => i);
    const im = new Float64Array(12);
    fft(re, im, 4, 4);
    expect([...re.slice(0, 5), ...re.slice(8)]).toEqual([0, 1, 2, 3, 4 + 5 + 6 + 7, 8, 9, 10, 11]);
  });

  it.each([2, 4, 32])('gives the first half of the coefficients of %i real numbers', (size) => {
    fc.assert(
      fc.property(numbers(size), (values) => {
        const expected = plainTransform(values, new Array(size).fill(0));
        const { re, im } = realFft(Float64Array.from(values));
        expectClose(re, expected.re.slice(0, size / 2 + 1), 1e-8);
        expectClose(im, expected.im.slice(0, size / 2 + 1), 1e-8);
      }),
      { numRuns: 10, seed: 7 },
    );
  });

  it('transforms rows, then columns, of a plane', () => {
    const width = 32;
    const height = 8;
    const re = Float64Array.from({ length: width * height }, (_, i) => Math.sin(i * i));
    const im = Float64Array.from({ length: width * height }, (_, i) => Math.cos(3 * i));
    const expectedRe = re.slice();
    const expectedIm = im.slice();
    for (let y = 0; y < height; y++) fft(expectedRe, expectedIm, y * width, width);
    for (let x = 0; x < width; x++) {
      const pick = (from: Float64Array): number[] => Array.from({ length: height }, (_, y) => from[y * width + x]!);
      const column = plainTransform(pick(expectedRe), pick(expectedIm));
      for (let y = 0; y < height; y++) {
        expectedRe[y * width + x] = column.re[y]!;
        expectedIm[y * width + x] = column.im[y]!;
      }
    }
    fft2d(re, im, width, height);
    expectClose(re, expectedRe, 1e-9);
    expectClose(im, expectedIm, 1e-9);
  });

  it('undoes the transform of a plane, with empty rows left out on the way in and unwanted ones on the way out', () => {
    const side = 64;
    const values = Float32Array.from({ length: side * side }, (_, i) => (i < side * 40 ? Math.sin(i * i) : 0));
    const re = values.slice();
    const im = new Float32Array(side * side);
    fft2d(re, im, side, side, { filledRows: 40 });
    inverseFft2d(re, im, side, side, { wantedRows: 20 });
    expectClose(re.subarray(0, 20 * side), values.subarray(0, 20 * side), 1e-5);
  });

  it('refuses lengths that are no power of two', () => {
    expect(() => fft(new Float64Array(12), new Float64Array(12))).toThrow('power of two');
    expect(powerOfTwoAtLeast(513)).toBe(1024);
  });
});
