import type { DecodedFeatures } from '../core/features/verification-features.ts';
import type { Finding, TypicalLikeness } from '../core/finding.ts';
import { measureCriteria } from './grade/criteria.ts';
import { fuse } from './grade/fusion.ts';
import { type ChannelScores, measurementsOf } from './grade/measurements.ts';
import { applyRules, scoreOf } from './grade/rules.ts';
import { explainEdits } from './verify/explain-edits.ts';
import type { Verification } from './verify/verification.ts';
import { verifyPair } from './verify/verify-pair.ts';

export type { ChannelScores } from './grade/measurements.ts';

/**
 * Verifies one pair, explains what separates the two, and grades it. The transform leads from `query` to `candidate`; `typical`: what `nearestTypical`
 * says of the query.
 */
export function comparePair(
  query: DecodedFeatures,
  candidate: DecodedFeatures,
  channels: ChannelScores,
  typical: TypicalLikeness | null,
): Finding {
  const verification = verifyPair(query, candidate);
  const edits = explainEdits(verification, query, candidate);
  const measurements = measurementsOf(verification, channels, edits, typical?.logOdds ?? null);
  const logOdds = fuse(measurements);
  const { grade, rule } = applyRules(measurements, logOdds);
  const { transform, coverage, region, scale } = verification;
  // Below every grade of likeness the best attempt at an alignment is a chance one: it is no finding and not shown.
  const isShared = grade !== 'no-match' && transform !== null;
  return {
    score: scoreOf(grade, logOdds),
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
      distinctInliers: verification.distinctInliers,
      coverage: { ...verification.coverage },
      scale,
      embeddingCosine: channels.embeddingCosine,
      pdqDistance: channels.pdqDistance,
      edgePdqDistance: channels.edgePdqDistance,
      colourDistance: measurements.colourDistance,
      colourSupport: measurements.colourSupport,
      typicality: 1 - verification.information,
      typical,
      logOdds,
      rule,
    },
  };
}

const copyRegion = ({ query, candidate }: Verification['region']): Finding['region'] => ({
  query: query.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
  candidate: candidate.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
});
