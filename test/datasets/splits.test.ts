import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designAt, FAMILIES, familiesOf, SPLITS, type Split, TEST_ONLY_FAMILIES } from '../../datasets/index.ts';

const NAMES = Object.keys(SPLITS) as Split[];

describe('splits', () => {
  it('draw their seeds from ranges that nowhere meet', () => {
    const ranges = NAMES.map((name) => SPLITS[name]).sort((a, b) => a.from - b.from);
    for (let i = 1; i < ranges.length; i++) expect(ranges[i]!.from).toBeGreaterThanOrEqual(ranges[i - 1]!.to);
  });

  it('keep the reserved families out of training and calibration', () => {
    for (const split of ['train', 'calibration'] as const)
      for (const family of TEST_ONLY_FAMILIES) expect(familiesOf(split)).not.toContain(family);
    expect(familiesOf('test')).toEqual(FAMILIES);
  });

  it('give every index a seed of its range and an allowed family', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.nat(99_999), (split, index) => {
        const { seed, family } = designAt(split, index);
        expect(seed).toBe(SPLITS[split].from + index);
        expect(familiesOf(split)).toContain(family);
      }),
      { seed: 11 },
    );
  });

  it('let every family have its turn', () => {
    const count = familiesOf('test').length;
    expect(new Set(Array.from({ length: count }, (_, i) => designAt('test', i).family)).size).toBe(count);
  });

  it('refuse an index outside their range', () => {
    expect(() => designAt('sample', 100_000)).toThrow(RangeError);
  });
});
