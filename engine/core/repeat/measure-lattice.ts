import type { Vec2 } from '../geometry.ts';
import { type Basis, combine, cross, lengthOf, reduceBasis } from './lattice.ts';
import { climb, interpolateLikeness, overlapShare, type SelfLikeness } from './self-likeness.ts';

/** How well the picture repeats on one lattice. */
export interface LatticeMeasurement {
  readonly basis: Basis;
  /** Likeness at the lattice points (v and −v count once), weighted by what they have in common. */
  readonly colour: LikenessSpread;
  readonly structure: LikenessSpread;
  /** Of both. */
  readonly mean: number;
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

/** Spread of likeness over the points of one lattice. */
export interface LikenessSpread {
  readonly mean: number;
  /** Weighted standard deviation. */
  readonly deviation: number;
  /** The best of the quarter of points that are least alike. */
  readonly lowerQuartile: number;
}

function measure(likeness: SelfLikeness, basis: Basis): LatticeMeasurement | null {
  const points = latticePoints(likeness, basis).slice(0, MOST_POINTS);
  const colour: WeightedValue[] = [];
  const structure: WeightedValue[] = [];
  const reach = reachPx(basis);
  for (const { i, j } of points) {
    const [x, y] = combine(basis[0], i, basis[1], j);
    const weight = overlapShare(likeness, x, y);
    const here = interpolateLikeness(likeness, x, y);
    if (!here) continue;
    // Far from the origin the basis may be off by a fraction of a pixel: the peak itself counts if it is higher.
    const peak = climb(likeness, x, y, reach);
    const top = peak ? interpolateLikeness(likeness, peak.x, peak.y) : null;
    colour.push({ value: Math.max(here.colour, top?.colour ?? -1), weight });
    structure.push({ value: Math.max(here.structure, top?.structure ?? -1), weight });
  }
  if (colour.length < 2) return null;
  const ofColour = spread(colour);
  const ofStructure = spread(structure);
  return {
    basis,
    colour: ofColour,
    structure: ofStructure,
    mean: (ofColour.mean + ofStructure.mean) / 2,
    lowest: Math.min(...colour.map(({ value }, k) => (value + (structure[k] as WeightedValue).value) / 2)),
    points: colour.length,
  };
}

interface WeightedValue {
  readonly value: number;
  readonly weight: number;
}

function spread(values: readonly WeightedValue[]): LikenessSpread {
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (const { value, weight } of values) {
    total += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  const mean = sum / total;
  let passed = 0;
  const quartile = values
    .toSorted((p, q) => p.value - q.value)
    .find(({ weight }) => {
      passed += weight;
      return passed >= total / 4;
    });
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, squares / total - mean * mean)),
    lowerQuartile: quartile?.value ?? mean,
  };
}
