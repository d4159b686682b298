import type { RepeatAnalysis } from '../fingerprint.ts';
import type { Vec2 } from '../geometry.ts';
import type { Raster } from '../raster.ts';
import { canonicalUnit } from './canonical-unit.ts';
import { repeatChannels } from './channels.ts';
import { chooseLattice, likenessPeaks } from './choose-lattice.ts';
import { type Basis, standardBasis } from './lattice.ts';
import { findStripes } from './one-way.ts';
import { centredType, latticeShape } from './repeat-type.ts';
import { selfLikeness } from './self-likeness.ts';
import { type UnitSymmetry, unitSymmetry } from './symmetry.ts';

/** A repeat analysis together with what it rests on. */
export interface DetailedRepeatAnalysis extends RepeatAnalysis {
  /** Mean likeness of the picture to itself at the lattice points, 0–1; 0 where no lattice was measured. */
  readonly likeness: number;
  /** Lattice points (v and −v once) it was measured at. */
  readonly points: number;
  /** Root mean square contrast of the picture, light taken out, in units of L*. */
  readonly contrast: number;
  /** Reflections of the unit; null unless the lattice is rectangular. */
  readonly symmetry: UnitSymmetry | null;
}

/** A picture of less contrast than this, in units of L*, is blank: what repeats in it is the encoding. */
const LEAST_CONTRAST = 0.8;
/** Likeness of a unit to its mirror image from which it counts as mirrored, and what of it noise in the picture may cost. */
const LEAST_MIRROR_LIKENESS = 0.965;
const MIRROR_NOISE_SHARE = 0.6;
/** How much less alike the second reflection may be where the first counts, for both to count. */
const SECOND_MIRROR_SLACK = 0.02;
/** Side of the unit whose symmetry is looked at. */
const SYMMETRY_SIDE_PX = 48;
const LEAST_CONFIDENCE = 0.5;

/**
 * Finds how a picture repeats. Vectors are in pixels of the raster given (best with a longer side of about 512), reduced, the shorter first,
 * both pointing right (or straight down). At least two periods have to be visible in each direction.
 *
 * `mirror` is a rectangular lattice whose unit is its own mirror image, plainly or with a glide, about axes along one lattice vector. A unit that is
 * so both ways is called `straight`: most such units are a gingham, a tartan, a dot or another motif that is symmetric by itself, and the picture
 * does not show whether its two-way symmetry was drawn or made by mirroring. A centred lattice is named `half-drop` or `brick` whether its unit is
 * symmetric or not.
 */
export function analyseRepeat(raster: Raster): DetailedRepeatAnalysis {
  const channels = repeatChannels(raster);
  const { contrast } = channels;
  const none = {
    type: 'none',
    vectorsPx: [],
    confidence: 0,
    likeness: 0,
    points: 0,
    contrast,
    symmetry: null,
  } as const;
  if (contrast < LEAST_CONTRAST || Math.min(channels.widthPx, channels.heightPx) < 16) return none;
  const likeness = selfLikeness(channels);
  const toRaster = ([x, y]: Vec2): Vec2 => [x * channels.scaleX, y * channels.scaleY];

  const stripes = findStripes(channels, likeness);
  if (stripes) {
    if (!stripes.repeat) return none;
    const { vector, mean, points } = stripes.repeat;
    return { ...none, type: 'one-way', vectorsPx: [toRaster(vector)], confidence: mean, likeness: mean, points };
  }

  const lattice = chooseLattice(likeness, likenessPeaks(likeness));
  if (!lattice) return none;
  const confidence = latticeConfidence(lattice.mean, lattice.lowest, lattice.points);
  if (confidence < LEAST_CONFIDENCE) return { ...none, confidence: 0, likeness: lattice.mean, points: lattice.points };
  const basis = standardBasis(lattice.basis.map(toRaster) as unknown as Basis);
  const found = { vectorsPx: basis, confidence, likeness: lattice.mean, points: lattice.points, contrast };
  const shape = latticeShape(basis);
  if (shape.kind === 'centred') return { ...found, type: centredType(shape.cell), symmetry: null };
  if (shape.kind === 'oblique') return { ...found, type: 'straight', symmetry: null };
  const unit = canonicalUnit(raster, found, SYMMETRY_SIDE_PX);
  const symmetry = unit ? unitSymmetry(unit) : null;
  return { ...found, type: symmetry && mirroredOneWay(symmetry, lattice.mean) ? 'mirror' : 'straight', symmetry };
}

function mirroredOneWay({ alongFirst, alongSecond }: UnitSymmetry, likeness: number): boolean {
  const least = LEAST_MIRROR_LIKENESS - MIRROR_NOISE_SHARE * (1 - likeness);
  return Math.max(alongFirst, alongSecond) >= least && Math.min(alongFirst, alongSecond) < least - SECOND_MIRROR_SLACK;
}

function latticeConfidence(mean: number, lowest: number, points: number): number {
  const score = 10 * (mean - 0.5) + 4 * (lowest - 0.3) + 0.8 * Math.log2(points / 4);
  return 1 / (1 + Math.exp(-score));
}
