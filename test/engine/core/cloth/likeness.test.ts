import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CellGrid } from '../../../../engine/core/cloth/cell-grid.ts';
import { cellLikeness } from '../../../../engine/core/cloth/cell-likeness.ts';
import { cellLikenessReference } from '../../../../engine/core/cloth/cell-likeness-reference.ts';
import { stripeLikeness } from '../../../../engine/core/cloth/stripe-likeness.ts';
import { stripeLikenessReference } from '../../../../engine/core/cloth/stripe-likeness-reference.ts';
import { RING, type StripeSequence } from '../../../../engine/core/cloth/stripe-sequence.ts';

/** Sequences of 2 to 9 bands that fill the ring. */
const sequences = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: RING - 1 }), { minLength: 2, maxLength: 9 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 9, maxLength: 9 }),
  )
  .map(([edges, labels]): StripeSequence => {
    const sorted = [...edges].sort((a, b) => a - b);
    const bands = sorted.map((from, i) => ({
      label: labels[i]!,
      steps: (sorted[(i + 1) % sorted.length]! - from + RING) % RING || RING,
    }));
    return { bands, periodPx: 40 };
  });

describe('The likeness of stripe sequences', () => {
  test('is that of the step-by-step reference', () => {
    fc.assert(
      fc.property(sequences, sequences, (a, b) => {
        expect(stripeLikeness(a, b)).toBeCloseTo(stripeLikenessReference(a, b), 12);
      }),
      { numRuns: 60 },
    );
  });

  test('does not see origin, direction, scale and colours', () => {
    const changes = fc.record({
      shift: fc.integer({ min: 0, max: 8 }),
      reversed: fc.boolean(),
      swap: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(sequences, changes, (sequence, { shift, reversed, swap }) => {
        const from = shift % sequence.bands.length;
        const moved = [...sequence.bands.slice(from), ...sequence.bands.slice(0, from)].map(({ label, steps }) => ({
          label: label ^ swap,
          steps,
        }));
        const copy = { bands: reversed ? moved.reverse() : moved, periodPx: 11 };
        const ownLabels = new Set(sequence.bands.map(({ label }) => label)).size;
        expect(stripeLikeness(sequence, copy)).toBeCloseTo(ownLabels > 1 ? 1 : 0, 9);
      }),
    );
  });

  test('tells other widths and other orders apart', () => {
    const of = (...bands: [number, number][]): StripeSequence => ({
      bands: bands.map(([label, steps]) => ({ label, steps })),
      periodPx: 40,
    });
    const sett = of([0, 40], [1, 8], [2, 30], [1, 8], [0, 12], [3, 30]);
    expect(stripeLikeness(sett, of([0, 20], [1, 28], [2, 10], [1, 28], [0, 30], [3, 12]))).toBeLessThan(0.7);
    expect(stripeLikeness(sett, of([0, 64], [1, 64]))).toBeLessThan(0.6);
  });
});

const grids = (cyclic: boolean) =>
  fc
    .tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 2 ** 30 }))
    .map(([columns, rows, seed]): CellGrid => {
      let state = seed;
      const labels = Uint8Array.from({ length: columns * rows }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 16) % 3;
      });
      return { columns, rows, labels, cyclic };
    });

describe('The likeness of charts', () => {
  test('is that of the cell-by-cell reference', () => {
    const pairs = fc.tuple(fc.boolean(), fc.boolean()).chain(([a, b]) => fc.tuple(grids(a), grids(b)));
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(cellLikeness(a, b)).toBeCloseTo(cellLikenessReference(a, b), 12);
      }),
      { numRuns: 40 },
    );
  });

  test('does not see colours, turns, mirrors and where a repeat begins', () => {
    fc.assert(
      fc.property(grids(true), fc.integer({ min: 0, max: 400 }), fc.boolean(), (grid, shift, mirrored) => {
        const { columns, rows, labels } = grid;
        const copy = Uint8Array.from({ length: labels.length }, (_, i) => {
          const [x, y] = [i % columns, Math.floor(i / columns)];
          const column = (mirrored ? columns - 1 - x : x) + shift;
          return [2, 0, 1][labels[((y + shift) % rows) * columns + (column % columns)]!]!;
        });
        // One laid on the other over its borders: all neighbours within it agree.
        const likeness = cellLikeness(grid, { columns, rows, labels: copy, cyclic: true });
        const isEven = new Set(labels).size === 1;
        if (!isEven) expect(likeness === 0 || likeness > 0.999).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test('finds a part of a chart in it, and not in another', () => {
    const chart = (seed: number): CellGrid => {
      let state = seed;
      const next = () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state >>> 24;
      };
      return { columns: 24, rows: 20, labels: Uint8Array.from({ length: 480 }, () => next() % 2), cyclic: true };
    };
    const whole = chart(3);
    const part = Uint8Array.from(
      { length: 90 },
      (_, i) => whole.labels[((Math.floor(i / 10) + 15) % 20) * 24 + (((i % 10) + 19) % 24)]!,
    );
    const cut: CellGrid = { columns: 10, rows: 9, labels: part, cyclic: false };
    expect(cellLikeness(cut, whole)).toBe(1);
    expect(cellLikeness(cut, chart(4))).toBeLessThan(0.5);
  });
});
