import type { Vec2 } from '../geometry.ts';
import { type Basis, combine, cross, lengthOf, reduceBasis } from './lattice.ts';
import { climb, type LikenessPeak, likenessAt, overlapShare, type SelfLikeness } from './self-likeness.ts';

/** How well the picture repeats on one lattice. */
export interface LatticeMeasurement {
  readonly basis: Basis;
  /** Likeness at the lattice points (v and −v count once), weighted by what they have in common. */
  readonly mean: number;
  /** Quarter of the points that are least alike: the best of them. */
  readonly lowerQuartile: number;
  readonly lowest: number;
  readonly points: number;
}

/** Points whose shift leaves less than this share of the picture in common are not looked at. */
const LEAST_OVERLAP = 0.2;
/** At most this many points, nearest first, are measured. */
const MOST_POINTS = 90;

interface LatticePoint {
  readonly i: number;
  readonly j: number;
}

/** Half of the lattice points (one of v and −v) inside the lag window, nearest first, without the origin. */
function latticePoints(likeness: SelfLikeness, [a, b]: Basis): LatticePoint[] {
  const area = Math.abs(cross(a, b));
  const diagonal = Math.hypot(likeness.maxX, likeness.maxY);
  const spanI = Math.min(60, Math.ceil((diagonal * lengthOf(b)) / area));
  const spanJ = Math.min(60, Math.ceil((diagonal * lengthOf(a)) / area));
  const points: (LatticePoint & { readonly far: number })[] = [];
  for (let i = 0; i <= spanI; i++)
    for (let j = i === 0 ? 1 : -spanJ; j <= spanJ; j++) {
      const [x, y] = combine(a, i, b, j);
      if (Math.abs(x) >= likeness.maxX || Math.abs(y) >= likeness.maxY) continue;
      if (overlapShare(likeness, x, y) < LEAST_OVERLAP) continue;
      points.push({ i, j, far: x * x + y * y });
    }
  return points.sort((p, q) => p.far - q.far || p.i - q.i || p.j - q.j);
}

/** How far from its predicted place a peak may lie, in working pixels. */
function reachPx(basis: Basis): number {
  return Math.min(2.5, Math.max(1, 0.12 * lengthOf(basis[0])));
}

/**
 * Refines a lattice by least squares over peaks ever farther from the origin, and measures it. Null where its points leave the peaks, or
 * too few are visible.
 */
export function measureLattice(likeness: SelfLikeness, start: Basis): LatticeMeasurement | null {
  let basis = reduceBasis(start);
  const limits = [6, 16, 40, MOST_POINTS];
  for (const limit of limits) {
    const fitted = fitBasis(likeness, basis, latticePoints(likeness, basis).slice(0, limit));
    if (!fitted) return null;
    basis = fitted;
  }
  return measure(likeness, basis);
}

function fitBasis(likeness: SelfLikeness, basis: Basis, points: readonly LatticePoint[]): Basis | null {
  let ii = 0;
  let ij = 0;
  let jj = 0;
  const right: [number, number, number, number] = [0, 0, 0, 0];
  let found = 0;
  const reach = reachPx(basis);
  for (const { i, j } of points) {
    const [x, y] = combine(basis[0], i, basis[1], j);
    const peak = climb(likeness, x, y, reach);
    if (!peak || peak.value <= 0) continue;
    found++;
    const weight = overlapShare(likeness, x, y) * peak.value;
    ii += weight * i * i;
    ij += weight * i * j;
    jj += weight * j * j;
    right[0] += weight * i * peak.x;
    right[1] += weight * i * peak.y;
    right[2] += weight * j * peak.x;
    right[3] += weight * j * peak.y;
  }
  const determinant = ii * jj - ij * ij;
  if (found < 2 || found < points.length * 0.6 || !(determinant > 1e-9)) return null;
  const a: Vec2 = [(jj * right[0] - ij * right[2]) / determinant, (jj * right[1] - ij * right[3]) / determinant];
  const b: Vec2 = [(ii * right[2] - ij * right[0]) / determinant, (ii * right[3] - ij * right[1]) / determinant];
  return [a, b];
}

function measure(likeness: SelfLikeness, basis: Basis): LatticeMeasurement | null {
  const points = latticePoints(likeness, basis).slice(0, MOST_POINTS);
  if (points.length < 2) return null;
  const reach = reachPx(basis);
  const found: { readonly value: number; readonly weight: number }[] = [];
  for (const { i, j } of points) {
    const [x, y] = combine(basis[0], i, basis[1], j);
    const peak: LikenessPeak | null = climb(likeness, x, y, reach);
    const value = peak ? peak.value : likenessAt(likeness, Math.round(x), Math.round(y));
    if (!Number.isNaN(value)) found.push({ value, weight: overlapShare(likeness, x, y) });
  }
  found.sort((p, q) => p.value - q.value);
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const mean = found.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  let passed = 0;
  const quartile = found.find(({ weight }) => {
    passed += weight;
    return passed >= total / 4;
  });
  return {
    basis,
    mean,
    lowerQuartile: quartile?.value ?? 0,
    lowest: found[0]?.value ?? 0,
    points: found.length,
  };
}
