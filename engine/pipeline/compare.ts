import type { DecodedFeatures } from '../core/features/verification-features.ts';
import type { Edit, Finding, TypicalLikeness } from '../core/finding.ts';
import type { TreeEnsemble } from '../core/tree-ensemble.ts';
import { measureCriteria } from './grade/criteria.ts';
import { fuse } from './grade/fusion.ts';
import { type Calibration, likelihoodRatio } from './grade/likelihood.ts';
import { type ChannelScores, measurementsOf } from './grade/measurements.ts';
import { applyRules, isLocated, scoreOf } from './grade/rules.ts';
import { explainEdits } from './verify/explain-edits.ts';
import type { Verification } from './verify/verification.ts';
import { verifyPair } from './verify/verify-pair.ts';

export type { ChannelScores } from './grade/measurements.ts';

/** What turns measurements into evidence and evidence into a likelihood ratio. */
export interface DecisionWeights {
  readonly trees: TreeEnsemble;
  readonly calibration: Calibration;
}

/**
 * Verifies one pair, explains what separates the two, and grades it. `looks`: features of every look at the query, of which the one that agrees best counts. The transform leads from it to `candidate`; `typical`: what `nearestTypical`
 * says of the query; the last are the weights of models/.
 */
export function comparePair(
  looks: readonly DecodedFeatures[],
  candidate: DecodedFeatures,
  channels: ChannelScores,
  typical: TypicalLikeness | null,
  { trees, calibration }: DecisionWeights,
): Finding {
  const { query, verification } = looks
    .map((query) => ({ query, verification: verifyPair(query, candidate) }))
    .reduce((best, look) => (look.verification.strength > best.verification.strength ? look : best));
  const named = explainEdits(verification, query, candidate);
  const edits = query === looks[0] ? named : withNewSurface(named);
  const measurements = measurementsOf(verification, channels, edits, typical?.logOdds ?? null);
  const logOdds = fuse(measurements, trees);
  const { grade, rule } = applyRules(measurements, logOdds);
  const { transform, coverage, region, scale } = verification;
  // The best attempt at an alignment may be a chance one: it is no finding then and not shown.
  const isShared = grade !== 'no-match' && transform !== null && isLocated(measurements);
  return {
    score: scoreOf(grade, logOdds),
    log10LR: likelihoodRatio(logOdds, calibration),
    grade,
    coverage: isShared ? { ...coverage } : { query: 0, candidate: 0 },
    region: isShared ? copyRegion(region) : { query: [], candidate: [] },
    transform: isShared ? { ...transform, matrix: [...transform.matrix] } : null,
    edits: isShared ? [...edits] : [],
    criteria: measureCriteria(measurements, isShared, scale),
    evidence: {
      aligned: verification.aligned,
      strength: verification.strength,
      agreement: verification.agreement,
      overallAgreement: verification.overallAgreement,
      detailAgreement: verification.detailAgreement,
      distinctInliers: verification.distinctInliers,
      coverage: { ...verification.coverage },
      scale,
      embeddingCosine: channels.embeddingCosine,
      pdqDistance: channels.pdqDistance,
      edgePdqDistance: channels.edgePdqDistance,
      colourSimilarity: channels.colourSimilarity,
      colourDistance: measurements.colourDistance,
      colourSupport: measurements.colourSupport,
      typicality: 1 - verification.information,
      typical,
      drawingLogOdds: measurements.drawingLogOdds,
      logOdds,
      rule,
    },
  };
}

/** The drawing was met only once the query's threads or dots were taken away. */
const withNewSurface = (edits: readonly Edit[]): readonly Edit[] =>
  edits.some(({ code }) => code === 'surface-changed' || code === 'photographed')
    ? edits
    : [...edits, { code: 'surface-changed', amount: null, unit: 'none' }];

const copyRegion = ({ query, candidate }: Verification['region']): Finding['region'] => ({
  query: query.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
  candidate: candidate.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
});
