import { describe, expect, it } from 'vitest';
import { structureField, structureFieldPlainly } from '../../../../engine/core/features/structure-field.ts';
import { simdScratch } from '../../../../engine/core/simd-scratch.ts';
import { seededRandom } from '../sample-pictures.ts';

function planes(widthPx: number, heightPx: number) {
  const random = seededRandom(widthPx * 1000 + heightPx);
  const channel = () =>
    Float32Array.from({ length: widthPx * heightPx }, (_, i) => (i % 7 < 3 ? 200 : 20) + 40 * random());
  return { widthPx, heightPx, channels: [channel(), channel(), channel()] as const };
}

describe('the field of structure', () => {
  it.each([
    [256, 256],
    [61, 40],
    [4, 9],
    [3, 3],
    [2, 50],
    [1, 1],
  ])('is with SIMD what it is in plain code: %i × %i', (widthPx, heightPx) => {
    const input = planes(widthPx, heightPx);
    // Whatever was worked out before in the memory that kernels share.
    simdScratch(4 * 300 * 300 * 4).numbers.fill(Number.NaN);
    const fast = structureField(input);
    const plain = structureFieldPlainly(input);
    for (const name of ['re', 'im', 'strength'] as const) {
      expect(fast[name].length).toBe(plain[name].length);
      const error = fast[name].reduce((most, value, i) => Math.max(most, Math.abs(value - plain[name][i]!)), 0);
      expect(error, name).toBeLessThan(1e-4);
      expect(fast[name].every(Number.isFinite), name).toBe(true);
    }
  });

  it('is empty where nothing is drawn', () => {
    const flat = new Float32Array(64 * 64).fill(90);
    const { strength, re } = structureField({ widthPx: 64, heightPx: 64, channels: [flat, flat, flat] });
    expect(strength.every((value) => value === 0)).toBe(true);
    expect(re.every((value) => value === 0)).toBe(true);
  });
});
