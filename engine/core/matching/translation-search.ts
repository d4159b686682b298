import type { StructureMap } from '../features/verification-features.ts';
import { fft2d, inverseFft2d } from '../fft.ts';
import { type Affine, type Linear, linearInverse, nearestSimilarity } from './affine.ts';
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

interface ComplexGrid {
  readonly side: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  energy: number;
}

const emptyGrid = (side: number): ComplexGrid => ({
  side,
  re: new Float64Array(side * side),
  im: new Float64Array(side * side),
  energy: 0,
});

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
  grid.energy += re * re + im * im;
}

interface Peak {
  readonly column: number;
  readonly row: number;
  readonly value: number;
}

/** Highest values of Re Σ conj(fixed(u))·moved(u + s) over s, divided by both norms. Transforms both grids in place. */
function correlationPeaks(fixed: ComplexGrid, moved: ComplexGrid, limit: number): Peak[] {
  const { side } = fixed;
  if (fixed.energy <= 0 || moved.energy <= 0) return [];
  fft2d(fixed.re, fixed.im, side, side);
  fft2d(moved.re, moved.im, side, side);
  const re = new Float64Array(side * side);
  const im = new Float64Array(side * side);
  for (let at = 0; at < re.length; at++) {
    const a = fixed.re[at]!;
    const b = fixed.im[at]!;
    const c = moved.re[at]!;
    const d = moved.im[at]!;
    re[at] = a * c + b * d;
    im[at] = a * d - b * c;
  }
  inverseFft2d(re, im, side, side);
  const norm = 1 / Math.sqrt(fixed.energy * moved.energy);
  const peaks: Peak[] = [];
  const open = limit > 1 ? re.slice() : re;
  for (let round = 0; round < limit; round++) {
    let best = 0;
    for (let at = 1; at < open.length; at++) if (open[at]! > open[best]!) best = at;
    const column = best % side;
    const row = Math.floor(best / side);
    const along = (dx: number, dy: number): number =>
      re[((row + dy + side) % side) * side + ((column + dx + side) % side)]!;
    peaks.push({
      column: column + vertex(along(-1, 0), re[best]!, along(1, 0)),
      row: row + vertex(along(0, -1), re[best]!, along(0, 1)),
      value: re[best]! * norm,
    });
    if (limit > 1) closeAround(open, side, column, row);
  }
  return peaks;
}

/** Takes a peak and its slopes out of the search for the next one. */
function closeAround(open: Float64Array, side: number, column: number, row: number): void {
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++)
      open[((row + dy + side) % side) * side + ((column + dx + side) % side)] = Number.NEGATIVE_INFINITY;
}

function vertex(before: number, here: number, after: number): number {
  const curve = before - 2 * here + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve))) : 0;
}

/** Both pictures repeat and the hypothesis maps one lattice onto the other: exact, modulo the lattice. */
export function latticeTranslation(
  query: PreparedUnit,
  candidate: PreparedUnit,
  hypothesis: LatticeHypothesis,
): Alignment[] {
  const { linear, steps } = hypothesis;
  const turn = frameTurn(linear);
  const upright: FrameTurn = { cos: 1, sin: 0, mirrored: false };
  const fixed = emptyGrid(CELL_GRID);
  const moved = emptyGrid(CELL_GRID);
  const identity: Linear = { a: 1, b: 0, c: 0, d: 1 };
  const overQuery = Math.abs(steps.a * steps.d - steps.b * steps.c) >= 0.99;
  sampleCell(query.smooth, overQuery ? identity : linearInverse(steps), fixed, upright);
  sampleCell(candidate.smooth, overQuery ? steps : identity, moved, turn);
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

/** Samples a periodic map at whole multiples of its grid: `steps` has whole numbers. */
function sampleCell(map: StructureMap, steps: Linear, grid: ComplexGrid, turn: FrameTurn): void {
  const stride = map.width / grid.side;
  const wrap = (value: number, size: number): number => ((value % size) + size) % size;
  for (let row = 0; row < grid.side; row++) {
    for (let column = 0; column < grid.side; column++) {
      const x = wrap(Math.round(steps.a * column + steps.b * row) * stride, map.width);
      const y = wrap(Math.round(steps.c * column + steps.d * row) * stride, map.height);
      const from = 2 * (y * map.width + x);
      setTurned(grid, row * grid.side + column, map.values[from]!, map.values[from + 1]!, turn);
    }
  }
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
  const sample = new Float64Array(2);
  for (let row = 0; row < CELL_GRID; row++) {
    for (let column = 0; column < CELL_GRID; column++) {
      let re = 0;
      let im = 0;
      let count = 0;
      for (let i = -FOLD_REACH; i <= FOLD_REACH; i++) {
        for (let j = -FOLD_REACH; j <= FOLD_REACH; j++) {
          const u = middleU + i + column / CELL_GRID;
          const v = middleV + j + row / CELL_GRID;
          const px = unit.toPx.a * u + unit.toPx.b * v;
          const py = unit.toPx.c * u + unit.toPx.d * v;
          const x = back.a * px + back.b * py;
          const y = back.c * px + back.d * py;
          if (!readWhole(map, (x / widthPx) * map.width, (y / heightPx) * map.height, sample)) continue;
          re += sample[0]!;
          im += sample[1]!;
          count++;
        }
      }
      if (count > 0) setTurned(folded, row * CELL_GRID + column, re / count, im / count, turn);
    }
  }
  const cell = emptyGrid(CELL_GRID);
  sampleCell(unit.smooth, { a: 1, b: 0, c: 0, d: 1 }, cell, { cos: 1, sin: 0, mirrored: false });
  return correlationPeaks(folded, cell, limit).map(({ column, row, value }) => {
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
  const upright: FrameTurn = { cos: 1, sin: 0, mirrored: false };
  const turn = frameTurn(linear);
  const fixed = emptyGrid(PLANE_GRID);
  const moved = emptyGrid(PLANE_GRID);
  const sample = new Float64Array(2);
  const half = PLANE_GRID / 2;
  for (let row = 0; row < PLANE_GRID; row++) {
    for (let column = 0; column < PLANE_GRID; column++) {
      const dx = (column - half) * cellPx;
      const dy = (row - half) * cellPx;
      const at = row * PLANE_GRID + column;
      const qx = (dx / q.widthPx + 0.5) * query.wholeSmooth.width;
      const qy = (dy / q.heightPx + 0.5) * query.wholeSmooth.height;
      if (readWhole(query.wholeSmooth, qx, qy, sample)) setTurned(fixed, at, sample[0]!, sample[1]!, upright);
      const cx = ((linear.a * dx + linear.b * dy) / c.widthPx + 0.5) * candidate.wholeSmooth.width;
      const cy = ((linear.c * dx + linear.d * dy) / c.heightPx + 0.5) * candidate.wholeSmooth.height;
      if (readWhole(candidate.wholeSmooth, cx, cy, sample)) setTurned(moved, at, sample[0]!, sample[1]!, turn);
    }
  }
  return correlationPeaks(fixed, moved, limit).map(({ column, row, value }) => {
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
