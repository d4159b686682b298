import { describe, expect, it } from 'vitest';
import { shareWithin } from '../../../../api/services/motifs/polygon-shares.ts';
import type { Polygon } from '../../../../engine/index.ts';

const box = (left: number, top: number, right: number, bottom: number): Polygon => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

describe('the share of a part of a picture within others', () => {
  it('is that of the area they have in common', () => {
    expect(shareWithin([box(0, 0, 100, 50)], [box(0, 0, 25, 50)])).toBeCloseTo(0.25, 2);
    expect(shareWithin([box(0, 0, 100, 50)], [box(0, 0, 25, 50), box(0, 0, 25, 50), box(50, 0, 75, 50)])).toBeCloseTo(
      0.5,
      2,
    );
    expect(
      shareWithin(
        [
          [
            [0, 0],
            [64, 0],
            [0, 64],
          ],
        ],
        [box(0, 0, 64, 64)],
      ),
    ).toBe(1);
    expect(
      shareWithin(
        [box(0, 0, 64, 64)],
        [
          [
            [0, 0],
            [64, 0],
            [0, 64],
          ],
        ],
      ),
    ).toBeCloseTo(0.5, 1);
  });

  it('is none where one of them is nothing', () => {
    expect(shareWithin([], [box(0, 0, 1, 1)])).toBe(0);
    expect(shareWithin([box(0, 0, 1, 1)], [])).toBe(0);
    expect(
      shareWithin(
        [
          [
            [3, 3],
            [3, 3],
          ],
        ],
        [box(0, 0, 9, 9)],
      ),
    ).toBe(0);
  });
});
