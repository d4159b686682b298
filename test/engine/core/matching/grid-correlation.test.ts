import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplexGrid, correlationPeaks, spectrumOf } from '../../../../engine/core/matching/grid-correlation.ts';
import { seededRandom } from '../sample-pictures.ts';

const SIDE = 16;

function noise(seed: number): ComplexGrid {
  const random = seededRandom(seed);
  const numbers = () => Float32Array.from({ length: SIDE * SIDE }, () => random() - 0.5);
  return { side: SIDE, re: numbers(), im: numbers() };
}

/** The grid moved cyclically by whole cells, and turned by a complex factor of size `gain`. */
function moved(grid: ComplexGrid, column: number, row: number, gain = 1): ComplexGrid {
  const from = (at: number) => {
    const x = ((at % SIDE) - column + SIDE) % SIDE;
    const y = (Math.floor(at / SIDE) - row + SIDE) % SIDE;
    return y * SIDE + x;
  };
  return {
    side: SIDE,
    re: grid.re.map((_, at) => gain * grid.re[from(at)]!),
    im: grid.im.map((_, at) => gain * grid.im[from(at)]!),
  };
}

/** Re Σ conj(fixed(u))·moved(u + s), divided by both norms, by the definition. */
function plainCorrelation(fixed: ComplexGrid, other: ComplexGrid, column: number, row: number): number {
  const back = moved(other, (SIDE - column) % SIDE, (SIDE - row) % SIDE);
  const norm = (grid: ComplexGrid) => Math.sqrt(grid.re.reduce((sum, re, at) => sum + re ** 2 + grid.im[at]! ** 2, 0));
  const product = fixed.re.reduce((sum, re, at) => sum + re * back.re[at]! + fixed.im[at]! * back.im[at]!, 0);
  return product / norm(fixed) / norm(back);
}

describe('correlation of two grids over all shifts', () => {
  it('finds by how much a grid was moved, whatever its strength', () => {
    const shift = fc.integer({ min: 0, max: SIDE - 1 });
    fc.assert(
      fc.property(
        fc.nat(1000),
        shift,
        shift,
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (seed, column, row, gain) => {
          const grid = noise(seed);
          const [peak] = correlationPeaks(spectrumOf(grid), spectrumOf(moved(grid, column, row, gain)), 1);
          expect(peak!.value).toBeCloseTo(1, 4);
          expect((Math.round(peak!.column) + SIDE) % SIDE).toBe(column);
          expect((Math.round(peak!.row) + SIDE) % SIDE).toBe(row);
        },
      ),
      { numRuns: 50, seed: 5 },
    );
  });

  it('gives at its peaks what the definition gives, the highest first and apart from each other', () => {
    const [fixed, other] = [noise(1), noise(2)];
    const peaks = correlationPeaks(spectrumOf(fixed), spectrumOf(other), 3);
    const cells = peaks.map(({ column, row }) => [Math.round(column), Math.round(row)] as const);
    for (const [rank, { value }] of peaks.entries()) {
      const [column, row] = cells[rank]!;
      const near = [-1, 0, 1].flatMap((dy) =>
        [-1, 0, 1].map((dx) => plainCorrelation(fixed, other, (column + dx + SIDE) % SIDE, (row + dy + SIDE) % SIDE)),
      );
      expect(near.some((plain) => Math.abs(plain - value) < 1e-5)).toBe(true);
      if (rank > 0) expect(value).toBeLessThanOrEqual(peaks[rank - 1]!.value);
    }
    expect(new Set(cells.map(String)).size).toBe(3);
  });

  it('finds nothing where one of the two is empty', () => {
    const empty = { side: SIDE, re: new Float32Array(SIDE * SIDE), im: new Float32Array(SIDE * SIDE) };
    expect(correlationPeaks(spectrumOf(empty), spectrumOf(noise(3)), 2)).toEqual([]);
  });
});
