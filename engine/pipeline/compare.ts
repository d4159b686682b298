import type { DecodedFeatures } from '../core/features/verification-features.ts';
import type { Finding } from '../core/finding.ts';
import type { Matches } from '../core/matching/descriptor-matching.ts';
import { type FloatProduct, matchDescriptorsOfMany } from '../core/matching/descriptor-products.ts';
import { measureCriteria } from './grade/criteria.ts';
import { fuse } from './grade/fusion.ts';
import type { Measurements } from './grade/measurements.ts';
import { applyRules, scoreOf } from './grade/rules.ts';
import { explainEdits } from './verify/explain-edits.ts';
import type { Verification } from './verify/verification.ts';
import { verifyPair } from './verify/verify-pair.ts';

/** What search already knows of a pair before its geometry is looked at. */
export interface ChannelScores {
  readonly embeddingCosine: number;
  readonly pdqDistance: number;
  readonly edgePdqDistance: number;
  readonly colourSimilarity: number;
}

export interface ComparedCandidate {
  readonly features: DecodedFeatures;
  readonly channels: ChannelScores;
}

/** One finding a candidate, in order; the matches of keypoints come from `product`. */
export async function compareMany(
  query: DecodedFeatures,
  candidates: readonly ComparedCandidate[],
  product: FloatProduct,
): Promise<Finding[]> {
  const keypoints = candidates.map(({ features }) => features.keypoints);
  const matches = await matchDescriptorsOfMany(query.keypoints, keypoints, product);
  return candidates.map(({ features, channels }, index) => comparePair(query, features, channels, matches[index]));
}

/** Verifies one pair, explains what separates the two, and grades it. The transform leads from `query` to `candidate`. */
export function comparePair(
  query: DecodedFeatures,
  candidate: DecodedFeatures,
  channels: ChannelScores,
  matches?: Matches,
): Finding {
  const verification = verifyPair(query, candidate, matches);
  const edits = explainEdits(verification, query, candidate);
  const measurements = measure(verification, channels, edits);
  const evidence = fuse(measurements);
  const { grade, rule } = applyRules(measurements, evidence);
  const { aligned, transform, coverage, region, scale } = verification;
  return {
    score: scoreOf(grade, evidence),
    grade,
    coverage: aligned ? { ...coverage } : { query: 0, candidate: 0 },
    region: aligned ? copyRegion(region) : { query: [], candidate: [] },
    transform: aligned && transform ? { ...transform, matrix: [...transform.matrix] } : null,
    edits: [...edits],
    criteria: measureCriteria(measurements, aligned ? scale : null),
    evidence: {
      agreement: measurements.agreement,
      distinctInliers: measurements.distinctInliers,
      embeddingCosine: channels.embeddingCosine,
      pdqDistance: channels.pdqDistance,
      edgePdqDistance: channels.edgePdqDistance,
      colourDistance: measurements.colourDistance,
      typicality: 1 - measurements.information,
      rule,
    },
  };
}

function measure(verification: Verification, channels: ChannelScores, edits: Measurements['edits']): Measurements {
  return {
    aligned: verification.aligned,
    strength: verification.strength,
    agreement: verification.agreement,
    distinctInliers: verification.distinctInliers,
    coverageQuery: verification.coverage.query,
    coverageCandidate: verification.coverage.candidate,
    information: verification.information,
    colourDistance: verification.aligned && verification.colour ? verification.colour.deltaE : null,
    ...channels,
    edits,
  };
}

const copyRegion = ({ query, candidate }: Verification['region']): Finding['region'] => ({
  query: query.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
  candidate: candidate.map((polygon) => polygon.map(([x, y]) => [x, y] as [number, number])),
});
