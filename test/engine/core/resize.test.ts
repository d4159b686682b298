import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceRaster, tentSample } from '../../../engine/core/resize.ts';
import { paint, seededRandom } from './sample-pictures.ts';

/** One pass of the published filter along one line: the mean over the window, cut off at the ends. */
function boxPass(line: readonly number[], windowPx: number): readonly number[] {
  const right = Math.floor(windowPx / 2);
  const left = windowPx - 1 - right;
  return line.map((_, i) => {
    const window = line.slice(Math.max(0, i - left), Math.min(line.length, i + right + 1));
    return window.reduce((sum, value) => sum + value, 0) / window.length;
  });
}

function plainTentSample(rows: readonly (readonly number[])[], sidePx: number): readonly number[] {
  const transpose = (m: readonly (readonly number[])[]) => m[0]!.map((_, x) => m.map((row) => row[x]!));
  const windowFor = (length: number) => Math.floor((length + 2 * sidePx - 1) / (2 * sidePx));
  let picture = rows;
  for (let pass = 0; pass < 2; pass++) {
    picture = picture.map((row) => boxPass(row, windowFor(row.length)));
    picture = transpose(transpose(picture).map((column) => boxPass(column, windowFor(column.length))));
  }
  const at = (i: number, length: number) => Math.floor(((i + 0.5) * length) / sidePx);
  return Array.from({ length: sidePx * sidePx }, (_, k) => {
    const row = picture[at(Math.floor(k / sidePx), picture.length)]!;
    return row[at(k % sidePx, row.length)]!;
  });
}

describe('sampling with a tent', () => {
  it('equals the published four box passes followed by picking samples', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        fc.nat(),
        (widthPx, heightPx, seed) => {
          const random = seededRandom(seed);
          const values = Float32Array.from({ length: widthPx * heightPx }, () => random() * 255);
          const rows = Array.from({ length: heightPx }, (_, y) => [...values.slice(y * widthPx, (y + 1) * widthPx)]);
          const fast = tentSample({ widthPx, heightPx, values }, 8);
          const plain = plainTentSample(rows, 8);
          for (let i = 0; i < fast.length; i++) expect(Math.abs(fast[i]! - plain[i]!)).toBeLessThan(1e-3);
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe('reducing a picture', () => {
  it('keeps a small picture as it is', () => {
    const raster = paint(20, 10, () => [1, 2, 3]);
    expect(reduceRaster(raster, 20)).toBe(raster);
  });

  it('averages blocks and keeps a flat colour exactly', () => {
    const halves = paint(4, 2, (x) => (x % 2 === 0 ? [0, 100, 255] : [100, 200, 255]));
    expect([...reduceRaster(halves, 2).rgb]).toEqual([50, 150, 255, 50, 150, 255]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 64 }),
        (w, h, side) => {
          const reduced = reduceRaster(
            paint(w, h, () => [7, 99, 254]),
            side,
          );
          expect(Math.max(reduced.widthPx, reduced.heightPx)).toBeLessThanOrEqual(Math.max(side, 1));
          expect(reduced.rgb.every((value, i) => value === [7, 99, 254][i % 3])).toBe(true);
        },
      ),
      { seed: 4, numRuns: 40 },
    );
  });
});
