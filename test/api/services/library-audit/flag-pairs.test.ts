import { describe, expect, it } from 'vitest';
import { flagPairs } from '../../../../api/services/library-audit/flag-pairs.ts';

function batchOf(cosines: readonly number[]) {
  return {
    keys: Uint32Array.of(1),
    count: cosines.length,
    nearest: Uint32Array.from(cosines, (_, i) => i + 2),
    cosines: Float32Array.from(cosines),
    done: 1,
    total: cosines.length + 1,
  };
}

const others = (cosines: readonly number[]) => flagPairs(batchOf(cosines)).map(({ other }) => other);

describe('the pairs of a pattern that are verified', () => {
  it('are its nearest alone where the others are as near as neighbours of its kind are', () => {
    expect(others(Array.from({ length: 20 }, (_, i) => 0.9 - i * 0.001))).toEqual([2]);
  });

  it('are all that stand out from the farther ones, however low their cosine', () => {
    expect(others([0.5, 0.45, ...Array<number>(18).fill(0.2)])).toEqual([2, 3]);
  });

  it('are all there are where too few are known to tell what is usual', () => {
    expect(others([0.5, 0.1, -0.2])).toEqual([2, 3, 4]);
  });
});
