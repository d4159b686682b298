import type { Vec2 } from '../geometry.ts';
import { blurred } from './smoothing.ts';
import type { StructureField } from './structure-field.ts';
import type { StructureMap } from './verification-features.ts';

/** Means of the field over the cells of a grid whose longest side has `longestSide` cells. */
export function wholeMap(field: StructureField, longestSide: number): StructureMap {
  const scale = Math.min(1, longestSide / Math.max(field.widthPx, field.heightPx));
  const width = Math.max(1, Math.round(field.widthPx * scale));
  const height = Math.max(1, Math.round(field.heightPx * scale));
  const values = new Float32Array(width * height * 2);
  const counts = new Uint16Array(width * height);
  for (let y = 0, at = 0; y < field.heightPx; y++) {
    const row = Math.floor((y * height) / field.heightPx) * width;
    for (let x = 0; x < field.widthPx; x++, at++) {
      const cell = row + Math.floor((x * width) / field.widthPx);
      values[2 * cell]! += field.re[at]!;
      values[2 * cell + 1]! += field.im[at]!;
      counts[cell]!++;
    }
  }
  for (let cell = 0; cell < counts.length; cell++) {
    values[2 * cell]! /= counts[cell]!;
    values[2 * cell + 1]! /= counts[cell]!;
  }
  return normalised({ width, height, values });
}

/** Side of the grid that a repeat unit is brought to. */
export const UNIT_SIDE = 64;
const MAX_COPIES = 9;

/**
 * Averages the copies of the repeat unit that lie inside the field. `basis` is in field pixels; lattice coordinates (0, 0) is the field point `origin`.
 */
export function unitMap(field: StructureField, basis: readonly [Vec2, Vec2], origin: Vec2): StructureMap {
  const [a, b] = basis;
  const cellPx = Math.max(Math.hypot(...a), Math.hypot(...b)) / UNIT_SIDE;
  const smooth = cellPx > 1.2;
  const sigma = cellPx * 0.45;
  const re = smooth ? blurred(field.re, field.widthPx, field.heightPx, sigma) : field.re;
  const im = smooth ? blurred(field.im, field.widthPx, field.heightPx, sigma) : field.im;
  const values = new Float32Array(UNIT_SIDE * UNIT_SIDE * 2);
  const copies = copiesInside(field, basis, origin);
  for (let row = 0; row < UNIT_SIDE; row++) {
    for (let column = 0; column < UNIT_SIDE; column++) {
      let sumRe = 0;
      let sumIm = 0;
      let count = 0;
      for (const [i, j] of copies) {
        const u = column / UNIT_SIDE + i;
        const v = row / UNIT_SIDE + j;
        const x = origin[0] + a[0] * u + b[0] * v - 0.5;
        const y = origin[1] + a[1] * u + b[1] * v - 0.5;
        const left = Math.floor(x);
        const top = Math.floor(y);
        if (left < 1 || top < 1 || left >= field.widthPx - 2 || top >= field.heightPx - 2) continue;
        const at = top * field.widthPx + left;
        const fx = x - left;
        const fy = y - top;
        const below = at + field.widthPx;
        const w00 = (1 - fx) * (1 - fy);
        const w10 = fx * (1 - fy);
        const w01 = (1 - fx) * fy;
        const w11 = fx * fy;
        sumRe += re[at]! * w00 + re[at + 1]! * w10 + re[below]! * w01 + re[below + 1]! * w11;
        sumIm += im[at]! * w00 + im[at + 1]! * w10 + im[below]! * w01 + im[below + 1]! * w11;
        count++;
      }
      if (count === 0) continue;
      values[2 * (row * UNIT_SIDE + column)] = sumRe / count;
      values[2 * (row * UNIT_SIDE + column) + 1] = sumIm / count;
    }
  }
  return normalised({ width: UNIT_SIDE, height: UNIT_SIDE, values });
}

/** Lattice cells that touch the field, nearest to its centre first. */
function copiesInside(field: StructureField, [a, b]: readonly [Vec2, Vec2], origin: Vec2): Vec2[] {
  const determinant = a[0] * b[1] - a[1] * b[0];
  const centreX = field.widthPx / 2 - origin[0];
  const centreY = field.heightPx / 2 - origin[1];
  const u = Math.round((centreX * b[1] - centreY * b[0]) / determinant - 0.5);
  const v = Math.round((centreY * a[0] - centreX * a[1]) / determinant - 0.5);
  const copies: { cell: Vec2; distance: number }[] = [];
  for (let i = u - 3; i <= u + 3; i++) {
    for (let j = v - 3; j <= v + 3; j++) {
      const x = a[0] * (i + 0.5) + b[0] * (j + 0.5) - centreX;
      const y = a[1] * (i + 0.5) + b[1] * (j + 0.5) - centreY;
      copies.push({ cell: [i, j], distance: Math.hypot(x, y) });
    }
  }
  return copies
    .sort((p, q) => p.distance - q.distance)
    .slice(0, MAX_COPIES)
    .map((copy) => copy.cell);
}

/** Brings the root mean square of |z| to 1; a map without structure stays zero. */
export function normalised(map: StructureMap): StructureMap {
  let energy = 0;
  for (const value of map.values) energy += value * value;
  const scale = energy > 0 ? 1 / Math.sqrt(energy / (map.width * map.height)) : 0;
  return { ...map, values: map.values.map((value) => value * scale) };
}
