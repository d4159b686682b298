import { PDQ_BITS } from '../../core/pdq.ts';
import { ensembleValue, type TreeEnsemble } from '../../core/tree-ensemble.ts';
import type { Measurements } from './measurements.ts';

/** Names of the inputs in the order in which a fusion model numbers them. */
export const FUSION_INPUTS = [
  'embeddingCosine',
  'colourSimilarity',
  'pdqNearness',
  'edgePdqNearness',
  'overallAgreement',
  'logInliers',
  'largerCoverage',
  'smallerCoverage',
  'strength',
  'information',
  'colourSupport',
  'scaleChange',
  'typicalLogOdds',
] as const;
export type FusionInput = (typeof FUSION_INPUTS)[number];

/** What of the measurements counts as evidence. */
export type FusionMeasurements = Pick<
  Measurements,
  | 'embeddingCosine'
  | 'colourSimilarity'
  | 'pdqDistance'
  | 'edgePdqDistance'
  | 'overallAgreement'
  | 'distinctInliers'
  | 'coverageQuery'
  | 'coverageCandidate'
  | 'strength'
  | 'information'
  | 'colourSupport'
  | 'scale'
  | 'typicalLogOdds'
>;

/** Inliers beyond this many say nothing more. */
const MOST_INLIERS = 60;
/** Hashes at least this far apart say nothing: half of all bits differ between unrelated pictures. */
const FAR_HASH = PDQ_BITS / 2;
/** A published PDQ match (distance ≤ 31) is as near as counts. */
const NEAR_HASH = 31;
/** Where typical drawings were not looked at: below what any picture has with them. */
const NO_TYPICAL_DRAWING = -5;
/** Puts in order what the trees, which are constant between their thresholds, call equal. Too small to change a grade. */
const ORDERING = { overallAgreement: 0.02, embeddingCosine: 0.02 } as const;

const nearness = (distance: number): number => Math.max(0, Math.min(1, (FAR_HASH - distance) / (FAR_HASH - NEAR_HASH)));

export function fusionInputs(m: FusionMeasurements): Readonly<Record<FusionInput, number>> {
  return {
    embeddingCosine: m.embeddingCosine,
    colourSimilarity: m.colourSimilarity,
    pdqNearness: nearness(m.pdqDistance),
    edgePdqNearness: nearness(m.edgePdqDistance),
    overallAgreement: m.overallAgreement,
    logInliers: Math.log1p(Math.min(MOST_INLIERS, m.distinctInliers)),
    largerCoverage: Math.max(m.coverageQuery, m.coverageCandidate),
    smallerCoverage: Math.min(m.coverageQuery, m.coverageCandidate),
    strength: m.strength,
    information: m.information,
    colourSupport: m.colourSupport,
    scaleChange: Math.abs(Math.log(m.scale)),
    typicalLogOdds: m.typicalLogOdds ?? NO_TYPICAL_DRAWING,
  };
}

/**
 * Natural log-odds that the two show one drawing, were both answers equally frequent; not calibrated to any prior. `trees`: gradient-boosted, fitted by
 * models/training/fit_fusion.py on checks of generated designs, monotone in every input: more likeness never lowers the evidence,
 * a larger change of scale and a nearer typical drawing never raise it.
 */
export function fuse(m: FusionMeasurements, trees: TreeEnsemble): number {
  const inputs = fusionInputs(m);
  const values = FUSION_INPUTS.map((name) => inputs[name]);
  const ordering =
    ORDERING.overallAgreement * inputs.overallAgreement + ORDERING.embeddingCosine * inputs.embeddingCosine;
  return ensembleValue(trees, values) + ordering;
}
