import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, IDENTITY, invert, localScale, multiply, toCss, toMatrix3 } from '../../api/web/comparison/matrix3.ts';
import {
  bounded,
  candidateViewport,
  dragInQuery,
  fitViewport,
  fitZoom,
  panned,
  screenMatrix,
  zoomedAt,
} from '../../api/web/comparison/viewport.ts';
import type { Matrix3, Vec2 } from '../../engine/index.ts';

const SETTINGS = { seed: 11, numRuns: 200 };
const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
const point = fc.tuple(coordinate, coordinate);
const similarity = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.2, max: 5, noNaN: true }),
    mirrored: fc.boolean(),
    shift: point,
  })
  .map(({ angle, scale, mirrored, shift }): Matrix3 => {
    const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
    const flip = mirrored ? -1 : 1;
    return [cos * flip, -sin, shift[0], sin * flip, cos, shift[1], 0, 0, 1];
  });

const QUERY = { widthPx: 800, heightPx: 600 };
const RECORD = { widthPx: 500, heightPx: 700 };
const PANE = { widthPx: 400, heightPx: 400 };

function expectNear(a: Vec2, b: Vec2): void {
  expect(a[0]).toBeCloseTo(b[0], 4);
  expect(a[1]).toBeCloseTo(b[1], 4);
}

describe('3 × 3 matrices', () => {
  it('come back through their inverse', () => {
    fc.assert(
      fc.property(similarity, point, (matrix, at) => expectNear(apply(invert(matrix)!, apply(matrix, at)), at)),
      SETTINGS,
    );
  });

  it('apply one after the other like their product', () => {
    fc.assert(
      fc.property(similarity, similarity, point, (a, b, at) => {
        const [x, y] = apply(multiply(a, b), at);
        const [u, v] = apply(a, apply(b, at));
        expect(Math.hypot(x - u, y - v)).toBeLessThan(1e-5);
      }),
      SETTINGS,
    );
  });

  it('have the scale of the similarity at any point', () => {
    fc.assert(
      fc.property(similarity, point, (matrix, at) => {
        expect(localScale(matrix, at)).toBeCloseTo(Math.hypot(matrix[0], matrix[3]), 6);
      }),
      SETTINGS,
    );
  });

  it('are refused when they flatten the picture or are not nine finite numbers', () => {
    expect(invert([1, 2, 0, 2, 4, 0, 0, 0, 1])).toBeNull();
    expect(toMatrix3([1, 2, 3])).toBeNull();
    expect(toMatrix3([1, 0, 0, 0, Number.NaN, 0, 0, 0, 1])).toBeNull();
  });

  it('become matrix3d column by column, the perspective with them', () => {
    expect(toCss([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe('matrix3d(1,4,0,7,2,5,0,8,0,0,1,0,3,6,0,9)');
  });
});

describe('the viewport', () => {
  const fit = fitViewport(QUERY, PANE);

  it('shows the whole picture in the middle of the pane to begin with', () => {
    const matrix = screenMatrix(fit, PANE);
    expectNear(apply(matrix, [0, 0]), [0, 50]);
    expectNear(apply(matrix, [800, 600]), [400, 350]);
  });

  it('keeps the point under the pointer when zooming', () => {
    const anchor = fc.tuple(
      fc.double({ min: -200, max: 200, noNaN: true }),
      fc.double({ min: -200, max: 200, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 8, noNaN: true }), anchor, (factor, at) => {
        const onPane: Vec2 = [at[0] + 200, at[1] + 200];
        const before = apply(invert(screenMatrix(fit, PANE))!, onPane);
        const after = apply(invert(screenMatrix(zoomedAt(fit, factor, at), PANE))!, onPane);
        expectNear(before, after);
      }),
      SETTINGS,
    );
  });

  it('never leaves the picture, however it is moved', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 400, noNaN: true }), point, (factor, by) => {
        const { zoom, centre } = bounded(panned(zoomedAt(fit, factor, [0, 0]), by), QUERY, PANE);
        const half = PANE.widthPx / zoom / 2;
        expect(zoom).toBeGreaterThanOrEqual(fitZoom(QUERY, PANE));
        expect(centre[0]).toBeGreaterThanOrEqual(Math.min(half, QUERY.widthPx / 2) - 1e-6);
        expect(centre[0]).toBeLessThanOrEqual(QUERY.widthPx - Math.min(half, QUERY.widthPx / 2) + 1e-6);
      }),
      SETTINGS,
    );
  });

  it('shows the same place of the record, at the same size of motif', () => {
    const zoomed = { zoom: 4, centre: [300, 200] as Vec2 };
    const toRecord: Matrix3 = [0, -0.5, 350, 0.5, 0, 100, 0, 0, 1];
    const viewport = candidateViewport(zoomed, QUERY, RECORD, PANE, toRecord);
    expectNear(viewport.centre, apply(toRecord, zoomed.centre));
    expect(viewport.zoom).toBeCloseTo(8, 9);
  });

  it('moves unaligned pictures by their proportions', () => {
    const zoomed = { zoom: fitZoom(QUERY, PANE) * 3, centre: [400, 300] as Vec2 };
    const viewport = candidateViewport(zoomed, QUERY, RECORD, PANE, null);
    expectNear(viewport.centre, [250, 350]);
    expect(viewport.zoom).toBeCloseTo(fitZoom(RECORD, PANE) * 3, 9);
  });

  it('turns a drag over the record into the drag over the query that follows the hand', () => {
    const zoomed = { zoom: 4, centre: [300, 200] as Vec2 };
    const quarterTurn: Matrix3 = [0, -1, 600, 1, 0, 0, 0, 0, 1];
    expectNear(dragInQuery([10, 0], zoomed, quarterTurn), [0, -10]);
    expectNear(dragInQuery([10, 5], zoomed, IDENTITY), [10, 5]);
  });
});
