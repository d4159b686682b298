import { describe, expect, it } from 'vitest';
import { mixPicturePlainly } from '../../../../engine/core/mix-picture.ts';
import { reduceWithTent, tentTaps } from '../../../../engine/core/repeat/tent-reduction.ts';
import { paint, seededRandom } from '../sample-pictures.ts';

describe('reduction with a tent', () => {
  it.each([
    [512, 512, 320, 320],
    [512, 411, 320, 257],
    [320, 37, 320, 37],
    [33, 500, 21, 313],
    [2, 3, 2, 3],
    [1, 1, 1, 1],
  ])('gives with SIMD what plain code gives: %i × %i to %i × %i', (width, height, toWidth, toHeight) => {
    const random = seededRandom(width + height);
    const raster = paint(width, height, () => [random() * 255, random() * 255, random() * 255]);
    const expected = mixPicturePlainly(raster, tentTaps(width, toWidth), tentTaps(height, toHeight));
    const actual = reduceWithTent(raster, toWidth, toHeight);
    expect(actual.length).toBe(toWidth * toHeight * 3);
    let greatest = 0;
    for (let i = 0; i < actual.length; i++) greatest = Math.max(greatest, Math.abs(actual[i]! - expected[i]!));
    expect(greatest).toBeLessThan(1e-3);
  });

  it('leaves an even colour as it is, up to the border', () => {
    const reduced = reduceWithTent(
      paint(500, 300, () => [10, 120, 240]),
      320,
      192,
    );
    const errors = reduced.map((value, i) => Math.abs(value - [10, 120, 240][i % 3]!));
    expect(errors.every((error) => error < 1e-3)).toBe(true);
  });

  it('keeps a straight ramp straight inside the picture', () => {
    const reduced = reduceWithTent(
      paint(255, 40, (x) => [x, 0, 0]),
      160,
      25,
    );
    const ratio = 255 / 160;
    for (let x = 5; x < 155; x++)
      expect(Math.abs(reduced[(12 * 160 + x) * 3]! - ((x + 0.5) * ratio - 0.5))).toBeLessThan(0.1);
  });
});
