import { type Basis, cellArea, cross, lengthOf, reduceBasis } from './lattice.ts';
import { type LatticeMeasurement, type LikenessSpread, measureLattice } from './measure-lattice.ts';
import { type LikenessPeak, likenessAt, overlapShare, placePeak, type SelfLikeness } from './self-likeness.ts';

/** Shortest period looked for, in working pixels (about 10 px of a picture of 512): below lies the weave of the cloth. */
export const SHORTEST_PERIOD_PX = 6;
const LEAST_PEAK = 0.12;
/** A peak has to stand this far above the lowest likeness on the way to it from the origin. */
const LEAST_PROMINENCE = 0.06;

/** Local maxima of likeness in the half-plane of lags, most alike first. */
export function likenessPeaks(likeness: SelfLikeness): LikenessPeak[] {
  const { maxX, maxY, values } = likeness;
  const columns = 2 * maxX + 1;
  const peaks: LikenessPeak[] = [];
  for (let y = 0; y < maxY; y++)
    for (let x = y === 0 ? 1 : -maxX + 1; x < maxX; x++) {
      const value = values[y * columns + x + maxX] as number;
      if (value < LEAST_PEAK || x * x + y * y < SHORTEST_PERIOD_PX ** 2) continue;
      if (!isLocalMaximum(likeness, x, y, value)) continue;
      if (overlapShare(likeness, x, y) < 0.2 || value - valley(likeness, x, y) < LEAST_PROMINENCE) continue;
      const peak = placePeak(likeness, x, y);
      if (peak) peaks.push(peak);
    }
  return peaks.sort((p, q) => q.value - p.value || p.y - q.y || p.x - q.x);
}

function isLocalMaximum(likeness: SelfLikeness, x: number, y: number, value: number): boolean {
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) if (likenessAt(likeness, x + dx, y + dy) > value) return false;
  return true;
}

/** Lowest likeness on the straight way from the origin to the lag. */
function valley(likeness: SelfLikeness, x: number, y: number): number {
  const steps = Math.min(64, Math.ceil(Math.hypot(x, y)));
  let lowest = 1;
  for (let k = 1; k < steps; k++)
    lowest = Math.min(lowest, likenessAt(likeness, Math.round((x * k) / steps), Math.round((y * k) / steps)));
  return lowest;
}

/** Peaks are taken in tiers: those at least this share as alike as the best one. */
const TIERS = [0.985, 0.96, 0.92, 0.85, 0.75, 0.6] as const;
/** Shortest peaks of a tier from which lattices are built. */
const SHORTEST_OF_TIER = 7;

/** Lattices spanned by two of the shortest peaks of a tier. */
function candidateBases(peaks: readonly LikenessPeak[]): Basis[] {
  const best = peaks[0]?.value ?? 0;
  const bases: Basis[] = [];
  for (const tier of TIERS) {
    const good = shortest(peaks.filter(({ value }) => value >= tier * best));
    for (const [i, p] of good.entries())
      for (const q of good.slice(i + 1)) {
        const basis = reduceBasis([
          [p.x, p.y],
          [q.x, q.y],
        ]);
        const [a, b] = basis;
        if (lengthOf(a) < SHORTEST_PERIOD_PX) continue;
        if (Math.abs(cross(a, b)) < 0.3 * lengthOf(a) * lengthOf(b)) continue;
        if (!bases.some((known) => sameLattice(known, basis))) bases.push(basis);
      }
  }
  return bases;
}

/** The shortest peaks, at most two of one direction: in a picture of narrow columns the multiples of one vector come before the second. */
function shortest(peaks: readonly LikenessPeak[]): LikenessPeak[] {
  const taken: LikenessPeak[] = [];
  for (const peak of peaks.toSorted((p, q) => p.x ** 2 + p.y ** 2 - q.x ** 2 - q.y ** 2)) {
    const size = Math.hypot(peak.x, peak.y);
    const sameWay = taken.filter((p) => Math.abs(p.x * peak.y - p.y * peak.x) < 0.06 * size * Math.hypot(p.x, p.y));
    if (sameWay.length < 2) taken.push(peak);
    if (taken.length === SHORTEST_OF_TIER) break;
  }
  return taken;
}

/** Whether two reduced bases span about the same lattice. */
function sameLattice(known: Basis, other: Basis): boolean {
  const area = cellArea(known);
  if (Math.abs(cellArea(other) - area) > 0.06 * area) return false;
  return other.every((v) => {
    const [a, b] = known;
    const s = cross(v, b) / cross(a, b);
    const t = cross(a, v) / cross(a, b);
    return Math.abs(s - Math.round(s)) < 0.08 && Math.abs(t - Math.round(t)) < 0.08;
  });
}

export interface LatticeChoice extends LatticeMeasurement {
  /** Mean likeness of the best lattice of all, whatever its size: what this picture reaches where it repeats exactly. */
  readonly attainable: number;
}

/**
 * The lattice of smallest area on which the picture repeats as well as on any: one with pseudo-periods (a motif in another colour, say) repeats
 * measurably worse than the coarser one that respects them.
 */
export function chooseLattice(likeness: SelfLikeness, peaks: readonly LikenessPeak[]): LatticeChoice | null {
  const measured = candidateBases(peaks)
    .map((basis) => measureLattice(likeness, basis))
    .filter((lattice) => lattice !== null)
    .filter(({ basis }) => lengthOf(basis[0]) >= SHORTEST_PERIOD_PX);
  if (measured.length === 0) return null;
  const attainable = Math.max(...measured.map(({ mean }) => mean));
  const good = measured.filter((fine) => measured.every((coarse) => repeatsAsWell(fine, coarse, likeness)));
  const smallest = Math.min(...good.map(({ basis }) => cellArea(basis)));
  const chosen = good
    .filter(({ basis }) => cellArea(basis) < 1.2 * smallest)
    .reduce((best: LatticeMeasurement | null, lattice) => (best && best.mean >= lattice.mean ? best : lattice), null);
  return chosen ? { ...chosen, attainable } : null;
}

/** Side of an encoder's block in pixels of the raster, and how near to a multiple of it a coordinate counts as one. */
const BLOCK_PX = 8;
const BLOCK_TOLERANCE_PX = 1.2;

function isBlockAligned(basis: Basis, likeness: SelfLikeness): boolean {
  const offGrid = (workingPx: number, scale: number): number => {
    const px = workingPx * scale;
    return Math.abs(px - BLOCK_PX * Math.round(px / BLOCK_PX));
  };
  return basis.every(
    ([x, y]) => offGrid(x, likeness.scaleX) < BLOCK_TOLERANCE_PX && offGrid(y, likeness.scaleY) < BLOCK_TOLERANCE_PX,
  );
}

/**
 * Whether the finer lattice repeats as well as the coarser. What noise and encoding cost is about the same at every lattice point; but lags
 * that are multiples of an encoder's block (8 px in JPEG) are spared its share, so that some coarse lattices look better than the true one.
 * Hence the more is allowed, the more cells the coarse one joins and the farther it is itself from exact.
 */
function repeatsAsWell(fine: LatticeMeasurement, coarse: LatticeMeasurement, likeness: SelfLikeness): boolean {
  const index = cellArea(coarse.basis) / cellArea(fine.basis);
  if (index < 1.5) return true;
  const aligned = isBlockAligned(coarse.basis, likeness);
  const holds = (ofFine: LikenessSpread, ofCoarse: LikenessSpread, base: number): boolean => {
    const fault = 1 - ofCoarse.mean;
    const allowed = aligned ? Math.min(0.3, 1.5 * fault) : Math.min(0.04, fault);
    const slack =
      base + INDEX_ALLOWANCE * Math.log2(index) * Math.max(allowed, index > 24 ? 0.015 : 0) + 0.25 * ofCoarse.deviation;
    return ofFine.mean >= ofCoarse.mean - slack && ofFine.lowerQuartile >= ofCoarse.mean - 2 * slack;
  };
  const structureLoss = Math.max(0, coarse.structure.mean - fine.structure.mean);
  const base = RECOLOURED_LOSS + Math.min(DISPLACED_LOSS - RECOLOURED_LOSS, 1.3 * structureLoss);
  return holds(fine.colour, coarse.colour, base) && holds(fine.structure, coarse.structure, DISPLACED_LOSS);
}

/**
 * Losses of mean likeness that are overlooked. Motifs drawn half a pixel out of place cost structure and colour alike, up to about 0.01; a
 * motif in another colour costs colour alone, and a loss of that kind counts from 0.004.
 */
const DISPLACED_LOSS = 0.011;
const RECOLOURED_LOSS = 0.004;
/** Share of the coarse lattice's own fault that is allowed for each doubling of the cell. */
const INDEX_ALLOWANCE = 0.22;
