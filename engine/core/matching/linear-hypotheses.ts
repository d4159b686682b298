import { type Linear, linearInverse, linearProduct, nearestSimilarity, similarity } from './affine.ts';
import { type Matches, wrapped } from './descriptor-matching.ts';

/** A guess of scale, rotation and mirror, translation still open. */
export interface LinearHypothesis {
  readonly linear: Linear;
  readonly votes: number;
}

/** A guess from two lattices: `linear` = candidate basis · `steps` · inverse of the query basis, exactly. */
export interface LatticeHypothesis {
  readonly linear: Linear;
  /** Lattice coordinates of the query to lattice coordinates of the candidate; the numbers of it or of its inverse are whole. */
  readonly steps: Linear;
  readonly anisotropy: number;
}

const SCALE_BINS_PER_OCTAVE = 4;
const SCALE_OCTAVES = 2;
const SCALE_BINS = 2 * SCALE_OCTAVES * SCALE_BINS_PER_OCTAVE + 1;
const ANGLE_BINS = 36;
const BASE_SIMILARITY = 0.55;

/**
 * Votes of all matches for (log-scale, rotation, mirror). Copies of a motif disagree about translation only, so a repeat adds votes instead of confusing them.
 * The strongest `limit` peaks, each refined to the mean of the votes around it.
 */
export function votedHypotheses(matches: Matches, limit: number): LinearHypothesis[] {
  const votes = new Float64Array(2 * SCALE_BINS * ANGLE_BINS);
  for (let at = 0; at < matches.count; at++) {
    const scale = (matches.log2Scale[at]! + SCALE_OCTAVES) * SCALE_BINS_PER_OCTAVE;
    if (scale < 0 || scale > SCALE_BINS - 1) continue;
    const angle = (matches.angleRad[at]! / (2 * Math.PI) + 1) * ANGLE_BINS;
    const s = Math.floor(scale);
    const a = Math.floor(angle);
    const weight = matches.similarity[at]! - BASE_SIMILARITY;
    for (let ds = 0; ds < 2; ds++) {
      if (s + ds >= SCALE_BINS) continue;
      const ws = weight * (ds ? scale - s : 1 - scale + s);
      for (let da = 0; da < 2; da++) {
        const wa = ws * (da ? angle - a : 1 - angle + a);
        votes[(matches.mirrored[at]! * SCALE_BINS + s + ds) * ANGLE_BINS + ((a + da) % ANGLE_BINS)]! += wa;
      }
    }
  }
  const peaks: { bin: number; votes: number }[] = [];
  for (let bin = 0; bin < votes.length; bin++) {
    const total = neighbourhood(votes, bin);
    if (votes[bin]! > 0 && isPeak(votes, bin)) peaks.push({ bin, votes: total });
  }
  peaks.sort((p, q) => q.votes - p.votes);
  return peaks.slice(0, limit).map((peak) => refined(matches, peak.bin, peak.votes));
}

function forNeighbours(bin: number, visit: (neighbour: number) => void): void {
  const angle = bin % ANGLE_BINS;
  const plane = Math.floor(bin / ANGLE_BINS);
  const scale = plane % SCALE_BINS;
  for (let ds = -1; ds <= 1; ds++) {
    if (scale + ds < 0 || scale + ds >= SCALE_BINS) continue;
    for (let da = -1; da <= 1; da++) visit((plane + ds) * ANGLE_BINS + ((angle + da + ANGLE_BINS) % ANGLE_BINS));
  }
}

function neighbourhood(votes: Float64Array, bin: number): number {
  let sum = 0;
  forNeighbours(bin, (near) => {
    sum += votes[near]!;
  });
  return sum;
}

function isPeak(votes: Float64Array, bin: number): boolean {
  let peak = true;
  forNeighbours(bin, (near) => {
    if (votes[near]! > votes[bin]! || (votes[near] === votes[bin] && near < bin)) peak = false;
  });
  return peak;
}

/** Two rounds of averaging the matches near the peak. */
function refined(matches: Matches, bin: number, votes: number): LinearHypothesis {
  const plane = Math.floor(bin / ANGLE_BINS);
  const mirrored = plane >= SCALE_BINS;
  let log2Scale = (plane % SCALE_BINS) / SCALE_BINS_PER_OCTAVE - SCALE_OCTAVES;
  let angle = ((bin % ANGLE_BINS) / ANGLE_BINS) * 2 * Math.PI;
  for (const reach of [1.2, 0.8]) {
    let sum = 0;
    let scaleSum = 0;
    let angleSum = 0;
    for (let at = 0; at < matches.count; at++) {
      if ((matches.mirrored[at] === 1) !== mirrored) continue;
      const ds = matches.log2Scale[at]! - log2Scale;
      const da = wrapped(matches.angleRad[at]! - angle);
      if (Math.abs(ds) * SCALE_BINS_PER_OCTAVE > reach || (Math.abs(da) / (2 * Math.PI)) * ANGLE_BINS > reach) continue;
      const weight = matches.similarity[at]! - BASE_SIMILARITY;
      sum += weight;
      scaleSum += weight * ds;
      angleSum += weight * da;
    }
    if (sum <= 0) break;
    log2Scale += scaleSum / sum;
    angle += angleSum / sum;
  }
  return { linear: similarity(2 ** log2Scale, angle, mirrored), votes };
}

const MIN_SCALE = 0.22;
const MAX_SCALE = 4.5;
const MAX_ANISOTROPY = 1.25;
const STEP_RANGE = 2;
/** Largest index of a sublattice that is tried: small copies lose what tells a motif from its neighbours, and with it the larger repeat. */
const MAX_INDEX = 4;
/** Maps onto sublattices are many: they have to be nearer to a similarity. */
const MAX_SUBLATTICE_ANISOTROPY = 1.08;

/** All whole maps between two lattices, or from one onto a sublattice of the other, that are near a similarity: the nearest first. */
export function latticeHypotheses(queryBasis: Linear, candidateBasis: Linear, limit: number): LatticeHypothesis[] {
  const found: LatticeHypothesis[] = [];
  const queryInverse = linearInverse(queryBasis);
  const consider = (steps: Linear): void => {
    const linear = linearProduct(linearProduct(candidateBasis, steps), queryInverse);
    const { scale, anisotropy } = nearestSimilarity(linear);
    const index = Math.abs(steps.a * steps.d - steps.b * steps.c);
    const isSublattice = Math.abs(index - 1) > 1e-6;
    if (scale < MIN_SCALE || scale > MAX_SCALE) return;
    if (anisotropy > (isSublattice ? MAX_SUBLATTICE_ANISOTROPY : MAX_ANISOTROPY)) return;
    found.push({ linear, steps, anisotropy });
  };
  for (const steps of WHOLE_STEPS) {
    consider(steps);
    if (Math.abs(steps.a * steps.d - steps.b * steps.c) > 1) consider(linearInverse(steps));
  }
  return found.sort((p, q) => p.anisotropy - q.anisotropy).slice(0, limit);
}

const WHOLE_STEPS: readonly Linear[] = wholeSteps();

function wholeSteps(): Linear[] {
  const steps: Linear[] = [];
  for (let a = -STEP_RANGE; a <= STEP_RANGE; a++)
    for (let b = -STEP_RANGE; b <= STEP_RANGE; b++)
      for (let c = -STEP_RANGE; c <= STEP_RANGE; c++)
        for (let d = -STEP_RANGE; d <= STEP_RANGE; d++) {
          const size = Math.abs(a * d - b * c);
          if (size >= 1 && size <= MAX_INDEX) steps.push({ a, b, c, d });
        }
  return steps;
}
