import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blurred, blurredPlainly } from '../../../../engine/core/features/smoothing.ts';

const SEED = 41;

describe('Gaussian smoothing', () => {
  it('gives what the plain form gives, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.6, max: 4, noNaN: true }),
        fc.integer(),
        (width, height, sigma, start) => {
          const plane = Float32Array.from({ length: width * height }, (_, i) => Math.sin(start + i * i * 0.37) * 100);
          const fast = blurred(plane, width, height, sigma);
          const plain = blurredPlainly(plane, width, height, sigma);
          expect(fast.length).toBe(plain.length);
          for (let i = 0; i < plain.length; i++) expect(Math.abs(fast[i]! - plain[i]!)).toBeLessThan(1e-3);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('keeps a plain picture as it is', () => {
    for (const value of blurred(new Float32Array(12 * 9).fill(7), 12, 9, 1.6)) expect(value).toBeCloseTo(7, 4);
  });
});
