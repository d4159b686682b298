import type { StructureMap } from '../features/verification-features.ts';
import { type Affine, type Linear, linearInverse, linearProduct, nearestSimilarity } from './affine.ts';
import { type ComplexGrid, correlationPeaks, emptyGrid, type GridSpectrum, spectrumOf } from './grid-correlation.ts';
import type { LatticeHypothesis } from './linear-hypotheses.ts';
import type { PreparedPicture, PreparedUnit } from './prepared-picture.ts';

/** An alignment with the correlation of structure it was found at, −1 to 1. */
export interface Alignment {
  readonly map: Affine;
  readonly correlation: number;
}

/** Grid over a lattice cell, and over two pictures laid side by side. */
const CELL_GRID = 32;
const PLANE_GRID = 64;
/** Cells of the plane grid the larger picture takes; the rest stays empty so that shifts do not wrap round. */
const PLANE_EXTENT = 44;

/** Turns structure of the candidate back into the query's frame: z ↦ z·exp(−2iα), conjugated under a mirror. */
export interface FrameTurn {
  readonly cos: number;
  readonly sin: number;
  readonly mirrored: boolean;
}

export function frameTurn(linear: Linear): FrameTurn {
  const { angleRad, mirrored } = nearestSimilarity(linear);
  return { cos: Math.cos(2 * angleRad), sin: Math.sin(2 * angleRad), mirrored };
}

function setTurned(grid: ComplexGrid, at: number, re: number, im: number, turn: FrameTurn): void {
  const turnedRe = re * turn.cos + im * turn.sin;
  const turnedIm = im * turn.cos - re * turn.sin;
  grid.re[at] = turnedRe;
  grid.im[at] = turn.mirrored ? -turnedIm : turnedIm;
}

const UPRIGHT: FrameTurn = { cos: 1, sin: 0, mirrored: false };
const ONE_TO_ONE: Linear = { a: 1, b: 0, c: 0, d: 1 };

const cellSpectra = new WeakMap<PreparedUnit, GridSpectrum>();

/** Of the unit's own cell, worked out once: it meets many hypotheses and candidates. */
function cellSpectrum(unit: PreparedUnit): GridSpectrum {
  const known = cellSpectra.get(unit);
  if (known) return known;
  const spectrum = spectrumOf(sampledCell(unit.smooth, ONE_TO_ONE, UPRIGHT));
  cellSpectra.set(unit, spectrum);
  return spectrum;
}

/** Both pictures repeat and the hypothesis maps one lattice onto the other: exact, modulo the lattice. */
export function latticeTranslation(
  query: PreparedUnit,
  candidate: PreparedUnit,
  hypothesis: LatticeHypothesis,
): Alignment[] {
  const { linear, steps } = hypothesis;
  const turn = frameTurn(linear);
  const overQuery = Math.abs(steps.a * steps.d - steps.b * steps.c) >= 0.99;
  const fixed = overQuery ? cellSpectrum(query) : spectrumOf(sampledCell(query.smooth, linearInverse(steps), UPRIGHT));
  const moved = spectrumOf(sampledCell(candidate.smooth, overQuery ? steps : ONE_TO_ONE, turn));
  return correlationPeaks(fixed, moved, 1).map(({ column, row, value }) => {
    // Over the query's cell the shift is in the query's lattice coordinates, and the linear map carries it on.
    const u = column / CELL_GRID;
    const v = row / CELL_GRID;
    const basis = overQuery ? query.toPx : candidate.toPx;
    const x = basis.a * u + basis.b * v;
    const y = basis.c * u + basis.d * v;
    const tx = overQuery ? linear.a * x + linear.b * y : x;
    const ty = overQuery ? linear.c * x + linear.d * y : y;
    return { map: { ...linear, tx, ty }, correlation: value };
  });
}

/** Samples a periodic map at whole multiples of its grid: `steps` has whole numbers, sides are powers of two. */
function sampledCell({ width, height, values }: StructureMap, steps: Linear, turn: FrameTurn): ComplexGrid {
  const grid = emptyGrid(CELL_GRID);
  const stride = width / CELL_GRID;
  for (let row = 0, at = 0; row < CELL_GRID; row++) {
    for (let column = 0; column < CELL_GRID; column++, at++) {
      const x = (Math.round(steps.a * column + steps.b * row) * stride) & (width - 1);
      const y = (Math.round(steps.c * column + steps.d * row) * stride) & (height - 1);
      const from = 2 * (y * width + x);
      setTurned(grid, at, values[from]!, values[from + 1]!, turn);
    }
  }
  return grid;
}

/** Reads a map between its cells; false outside of it. `out` receives re and im. */
export function readWhole(map: StructureMap, column: number, row: number, out: Float64Array): boolean {
  const x = column - 0.5;
  const y = row - 0.5;
  if (!(x > -0.5 && y > -0.5 && x < map.width - 0.5 && y < map.height - 0.5)) return false;
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const fx = Math.max(0, x - left);
  const fy = Math.max(0, y - top);
  const right = Math.min(map.width - 1, left + 1);
  const bottom = Math.min(map.height - 1, top + 1);
  blend(map, left, right, top, bottom, fx, fy, out);
  return true;
}

/** What addInner adds to: one object for all, since it runs ten thousand times a hypothesis. */
const SUM = { re: 0, im: 0, count: 0 };

/** Adds the map between its cells, at a column and row counted from the middle of the first cell; nothing outside of the outermost middles. */
function addInner({ width, height, values }: StructureMap, x: number, y: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (!(left >= 0 && top >= 0 && left < width - 1 && top < height - 1)) return;
  const fx = x - left;
  const fy = y - top;
  const nw = 2 * (top * width + left);
  const sw = nw + 2 * width;
  const w11 = fx * fy;
  const w10 = fx - w11;
  const w01 = fy - w11;
  const w00 = 1 - fx - w01;
  SUM.re += values[nw]! * w00 + values[nw + 2]! * w10 + values[sw]! * w01 + values[sw + 2]! * w11;
  SUM.im += values[nw + 1]! * w00 + values[nw + 3]! * w10 + values[sw + 1]! * w01 + values[sw + 3]! * w11;
  SUM.count++;
}

/** Reads a periodic map at lattice coordinates. */
export function readUnit(map: StructureMap, u: number, v: number, out: Float64Array): void {
  const x = (u - Math.floor(u)) * map.width;
  const y = (v - Math.floor(v)) * map.height;
  const left = Math.floor(x) % map.width;
  const top = Math.floor(y) % map.height;
  blend(map, left, (left + 1) % map.width, top, (top + 1) % map.height, x - Math.floor(x), y - Math.floor(y), out);
}

function blend(
  map: StructureMap,
  left: number,
  right: number,
  top: number,
  bottom: number,
  fx: number,
  fy: number,
  out: Float64Array,
): void {
  const { values, width } = map;
  const nw = 2 * (top * width + left);
  const ne = 2 * (top * width + right);
  const sw = 2 * (bottom * width + left);
  const se = 2 * (bottom * width + right);
  const w00 = (1 - fx) * (1 - fy);
  const w10 = fx * (1 - fy);
  const w01 = (1 - fx) * fy;
  const w11 = fx * fy;
  out[0] = values[nw]! * w00 + values[ne]! * w10 + values[sw]! * w01 + values[se]! * w11;
  out[1] = values[nw + 1]! * w00 + values[ne + 1]! * w10 + values[sw + 1]! * w01 + values[se + 1]! * w11;
}

/** The part of the plane round the picture's middle that is folded into the lattice cell, in cells either way: an error of scale or angle grows with the distance. */
const FOLD_REACH = 1;

/**
 * `flat` does not repeat (or its repeat is not known), `unit` does: folds the middle of the one into the cell of the other.
 * `linear` leads from the flat picture to the repeating one, and so do the alignments.
 */
export function foldedTranslations(
  flat: PreparedPicture,
  unit: PreparedUnit,
  linear: Linear,
  limit: number,
): Alignment[] {
  const back = linearInverse(linear);
  const turn = frameTurn(back);
  const { widthPx, heightPx } = flat.features;
  const map = flat.wholeSmooth;
  const middleX = linear.a * (widthPx / 2) + linear.b * (heightPx / 2);
  const middleY = linear.c * (widthPx / 2) + linear.d * (heightPx / 2);
  const middleU = Math.floor(unit.toLattice.a * middleX + unit.toLattice.b * middleY);
  const middleV = Math.floor(unit.toLattice.c * middleX + unit.toLattice.d * middleY);
  const folded = emptyGrid(CELL_GRID);
  // From lattice coordinates of the unit to cells of the map, whose middles lie at halves.
  const toMap = linearProduct(
    { a: map.width / widthPx, b: 0, c: 0, d: map.height / heightPx },
    linearProduct(back, unit.toPx),
  );
  for (let row = 0, at = 0; row < CELL_GRID; row++) {
    for (let column = 0; column < CELL_GRID; column++, at++) {
      SUM.re = SUM.im = SUM.count = 0;
      for (let v = middleV - FOLD_REACH + row / CELL_GRID, j = -FOLD_REACH; j <= FOLD_REACH; j++, v++) {
        for (let u = middleU - FOLD_REACH + column / CELL_GRID, i = -FOLD_REACH; i <= FOLD_REACH; i++, u++)
          addInner(map, toMap.a * u + toMap.b * v - 0.5, toMap.c * u + toMap.d * v - 0.5);
      }
      if (SUM.count > 0) setTurned(folded, at, SUM.re / SUM.count, SUM.im / SUM.count, turn);
    }
  }
  return correlationPeaks(spectrumOf(folded), cellSpectrum(unit), limit).map(({ column, row, value }) => {
    const u = column / CELL_GRID;
    const v = row / CELL_GRID;
    return {
      map: {
        ...linear,
        tx: unit.toPx.a * u + unit.toPx.b * v,
        ty: unit.toPx.c * u + unit.toPx.d * v,
      },
      correlation: value,
    };
  });
}

/** Neither repeats: the two pictures on one grid at the guessed scale and angle. */
export function planeTranslations(
  query: PreparedPicture,
  candidate: PreparedPicture,
  linear: Linear,
  limit: number,
): Alignment[] {
  const { scale } = nearestSimilarity(linear);
  const q = query.features;
  const c = candidate.features;
  const cellPx = Math.max(q.widthPx, q.heightPx, c.widthPx / scale, c.heightPx / scale) / PLANE_EXTENT;
  const turn = frameTurn(linear);
  const fixed = emptyGrid(PLANE_GRID);
  const moved = emptyGrid(PLANE_GRID);
  const half = PLANE_GRID / 2;
  const own = query.wholeSmooth;
  const other = candidate.wholeSmooth;
  const toOwn = [own.width / q.widthPx, own.height / q.heightPx] as const;
  const toOther = [other.width / c.widthPx, other.height / c.heightPx] as const;
  for (let row = 0, at = 0; row < PLANE_GRID; row++) {
    const dy = (row - half) * cellPx;
    for (let column = 0; column < PLANE_GRID; column++, at++) {
      const dx = (column - half) * cellPx;
      SUM.re = SUM.im = 0;
      addInner(own, dx * toOwn[0] + own.width / 2 - 0.5, dy * toOwn[1] + own.height / 2 - 0.5);
      setTurned(fixed, at, SUM.re, SUM.im, UPRIGHT);
      SUM.re = SUM.im = 0;
      const x = (linear.a * dx + linear.b * dy) * toOther[0] + other.width / 2 - 0.5;
      const y = (linear.c * dx + linear.d * dy) * toOther[1] + other.height / 2 - 0.5;
      addInner(other, x, y);
      setTurned(moved, at, SUM.re, SUM.im, turn);
    }
  }
  return correlationPeaks(spectrumOf(fixed), spectrumOf(moved), limit).map(({ column, row, value }) => {
    const shiftX = (column > half ? column - PLANE_GRID : column) * cellPx;
    const shiftY = (row > half ? row - PLANE_GRID : row) * cellPx;
    // Middle of the query, moved by the shift, lands on the middle of the candidate plus the mapped shift.
    const fromX = q.widthPx / 2 - shiftX;
    const fromY = q.heightPx / 2 - shiftY;
    return {
      map: {
        ...linear,
        tx: c.widthPx / 2 - linear.a * fromX - linear.b * fromY,
        ty: c.heightPx / 2 - linear.c * fromX - linear.d * fromY,
      },
      correlation: value,
    };
  });
}
