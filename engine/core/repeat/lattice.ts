import type { Vec2 } from '../geometry.ts';

/** Two vectors that span a plane lattice. */
export type Basis = readonly [Vec2, Vec2];

export const lengthOf = (v: Vec2): number => Math.hypot(v[0], v[1]);
export const cross = (a: Vec2, b: Vec2): number => a[0] * b[1] - a[1] * b[0];
export const dot = (a: Vec2, b: Vec2): number => a[0] * b[0] + a[1] * b[1];
export const combine = (a: Vec2, i: number, b: Vec2, j: number): Vec2 => [i * a[0] + j * b[0], i * a[1] + j * b[1]];

/** Area of the unit cell. */
export const cellArea = ([a, b]: Basis): number => Math.abs(cross(a, b));

/** Lagrange–Gauss reduction: the shortest vector of the lattice, and the shortest that is no multiple of it. */
export function reduceBasis(basis: Basis): Basis {
  let [a, b] = basis;
  for (let round = 0; round < 200; round++) {
    if (lengthOf(b) < lengthOf(a)) [a, b] = [b, a];
    const steps = Math.round(dot(a, b) / dot(a, a));
    if (steps === 0) break;
    b = combine(b, 1, a, -steps);
  }
  return lengthOf(b) < lengthOf(a) ? [b, a] : [a, b];
}

/** The one of v and −v that points right, or straight down. A vector within 1e-3 of the vertical counts as vertical. */
export function pointRight(v: Vec2): Vec2 {
  const slack = 1e-3 * lengthOf(v);
  const keep = v[0] > slack || (Math.abs(v[0]) <= slack && v[1] > 0);
  return keep ? v : [-v[0], -v[1]];
}

/** Share by which two lengths may differ and still count as equal when vectors are put in order. */
const EQUAL_LENGTH_SHARE = 0.005;

/**
 * Reduced basis in a fixed order and orientation: the shorter first, and of two equally long ones the one nearer to the horizontal; both point
 * right (or straight down).
 */
export function standardBasis(basis: Basis): Basis {
  const [a, b] = reduceBasis(basis).map(pointRight) as [Vec2, Vec2];
  const tie = lengthOf(b) - lengthOf(a) < EQUAL_LENGTH_SHARE * lengthOf(b);
  return tie && Math.abs(b[1]) < Math.abs(a[1]) ? [b, a] : [a, b];
}
