import type { DecodedFeatures } from '../../core/features/verification-features.ts';
import { matrixOf, nearestSimilarity } from '../../core/matching/affine.ts';
import { agreeingRegions, reachedCoverage } from '../../core/matching/agreeing-part.ts';
import { alignPictures } from '../../core/matching/align-pictures.ts';
import { alignedDifferences } from '../../core/matching/aligned-differences.ts';
import { colourAgreement } from '../../core/matching/colour-agreement.ts';
import { wrapped } from '../../core/matching/descriptor-matching.ts';
import { detailAgreement } from '../../core/matching/detail-agreement.ts';
import { directionalInformation } from '../../core/matching/information.ts';
import { distinctInliers } from '../../core/matching/inliers.ts';
import { type PreparedPicture, preparePicture } from '../../core/matching/prepared-picture.ts';
import { isNegative } from './explain-edits.ts';
import { NOT_ALIGNED, type Verification } from './verification.ts';

export const ALIGNMENT_LIMITS = {
  /**
   * Strength from which structure alone decides that two pictures are aligned. Set on generated designs: above the highest of 1,080 pairs of different designs
   * (0.38). So few pairs bound the rate of false passes at 0.3 %, no lower.
   */
  strength: 0.42,
  /**
   * Agreement over all of the common part (0–1) from which that of details is measured: below, no rule asks for it, and it costs a quarter of a verification.
   * No rule that asks for it may ask for less (grade/rules.ts).
   */
  detailFromAgreement: 0.6,
} as const;

/** Aligns two pictures and measures what they share. */
export function verifyPair(query: DecodedFeatures, candidate: DecodedFeatures): Verification {
  return verifyPrepared(prepared(query), prepared(candidate));
}

const preparations = new WeakMap<DecodedFeatures, PreparedPicture>();

/** A query meets many candidates: it is prepared once for as long as its features live. */
function prepared(features: DecodedFeatures): PreparedPicture {
  const known = preparations.get(features);
  if (known) return known;
  const picture = preparePicture(features);
  preparations.set(features, picture);
  return picture;
}

function verifyPrepared(query: PreparedPicture, candidate: PreparedPicture): Verification {
  const { best, matches } = alignPictures(query, candidate);
  if (!best) return NOT_ALIGNED;
  const { windows, map, reversed } = best;
  const { scale, angleRad, mirrored, anisotropy } = nearestSimilarity(map);
  const reached = reachedCoverage(best);
  const colour = colourAgreement(best);
  const information = directionalInformation(best);
  const inliers = distinctInliers(query, candidate, matches, map);
  const strength = strengthOf(best.score, information, inliers);
  const aligned = strength >= ALIGNMENT_LIMITS.strength;
  return {
    aligned,
    transform: {
      matrix: matrixOf(map),
      mirrored,
      inverted: isNegative(colour),
      modulo: best.target.unit ? 'repeat-unit' : 'whole',
    },
    scale,
    angleDeg: angleAsSeenDeg(angleRad, mirrored),
    anisotropy,
    distinctInliers: inliers,
    agreement: windows.agreement,
    overallAgreement: windows.overall,
    detailAgreement: windows.overall >= ALIGNMENT_LIMITS.detailFromAgreement ? detailAgreement(best) : null,
    coverage: reversed
      ? { query: reached, candidate: windows.coverage }
      : { query: windows.coverage, candidate: reached },
    region: agreeingRegions(best),
    colour,
    differences: aligned ? alignedDifferences(best, inliers) : null,
    information,
    strength,
  };
}

/**
 * Structure with few directions aligns with everything of its kind and counts for less; keypoints that fit count besides. Weights chosen on generated designs.
 */
function strengthOf(score: number, information: number, inliers: number): number {
  const structure = Math.max(0, Math.min(1, score)) * Math.min(1, 0.4 + 2 * information);
  return 0.85 * structure + Math.min(0.15, 0.0075 * inliers);
}

/** y points downwards, so counter-clockwise as seen is negative; a mirror is counted as left-right, half a turn from the y ↦ −y of affine.ts. */
function angleAsSeenDeg(angleRad: number, mirrored: boolean): number {
  return (-wrapped(mirrored ? angleRad - Math.PI : angleRad) * 180) / Math.PI;
}
