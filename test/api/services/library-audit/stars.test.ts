import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StarPair, starsOf } from '../../../../api/services/library-audit/stars.ts';

const pair = (laterKey: number, earlierKey: number, score = 0.8): StarPair => ({
  laterKey,
  earlierKey,
  finding: { score },
});
const shape = (pairs: readonly StarPair[]) =>
  starsOf(pairs).map(({ referenceKey, pairs: members }) => [referenceKey, members.map(({ laterKey }) => laterKey)]);

describe('stars', () => {
  it('do not chain: a copy of a copy that is unlike the first stands round the copy alone', () => {
    expect(shape([pair(2, 1), pair(3, 2)])).toEqual([
      [1, [2]],
      [2, [3]],
    ]);
  });

  it('show two copies of one original once, round the original', () => {
    expect(shape([pair(2, 1), pair(3, 1), pair(3, 2)])).toEqual([[1, [2, 3]]]);
  });

  it('list members by score, and stars by their best member', () => {
    expect(shape([pair(2, 1, 0.7), pair(3, 1, 0.75), pair(5, 4, 0.9)])).toEqual([
      [4, [5]],
      [1, [3, 2]],
    ]);
  });

  it('have for members only records that were themselves found like the reference, and every pair is shown or lies within a star', () => {
    const pairs = fc.uniqueArray(
      fc
        .tuple(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 1, max: 12 }),
          fc.double({ min: 0, max: 1, noNaN: true }),
        )
        .filter(([a, b]) => a !== b)
        .map(([a, b, score]) => pair(Math.max(a, b), Math.min(a, b), score)),
      { selector: ({ laterKey, earlierKey }) => `${laterKey} ${earlierKey}`, maxLength: 40 },
    );
    fc.assert(
      fc.property(pairs, (all) => {
        const stars = starsOf(all);
        const membersOf = new Map(
          stars.map(({ referenceKey, pairs: members }) => [referenceKey, members.map(({ laterKey }) => laterKey)]),
        );
        for (const { referenceKey, pairs: members } of stars)
          for (const member of members) {
            expect(all).toContain(member);
            expect(member.earlierKey).toBe(referenceKey);
          }
        for (const { laterKey, earlierKey } of all) {
          const isShown = membersOf.get(earlierKey)?.includes(laterKey) === true;
          const sharesReference = all.some(
            (one) =>
              one.laterKey === earlierKey &&
              all.some((other) => other.laterKey === laterKey && other.earlierKey === one.earlierKey),
          );
          expect(isShown).toBe(!sharesReference);
        }
      }),
    );
  });
});
