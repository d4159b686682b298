import type { Measurements } from './measurements.ts';

/**
 * Weight of each quantity in the log-odds that two pictures show one drawing. Fitted by logistic regression on pairs of generated designs
 * (bench/fit-fusion.ts); colour is left out on purpose: it may support a match, but its absence must never lower one.
 */
export interface FusionWeights {
  readonly bias: number;
  readonly agreement: number;
  readonly logInliers: number;
  readonly coverage: number;
  readonly embedding: number;
  readonly hash: number;
  readonly edgeHash: number;
}

export const FUSION_WEIGHTS: FusionWeights = {
  bias: -9,
  agreement: 6,
  logInliers: 1.2,
  coverage: 4,
  embedding: 3,
  hash: 3,
  edgeHash: 3,
};

/** Names of the inputs in the order that `fusionInputs` gives them. */
export const FUSION_INPUTS = ['agreement', 'logInliers', 'coverage', 'embedding', 'hash', 'edgeHash'] as const;

export function fusionInputs(m: Measurements): Readonly<Record<(typeof FUSION_INPUTS)[number], number>> {
  return {
    agreement: m.aligned ? m.agreement : 0,
    logInliers: m.aligned ? Math.log1p(m.distinctInliers) : 0,
    coverage: m.aligned ? Math.max(m.coverageQuery, m.coverageCandidate) : 0,
    embedding: m.embeddingCosine,
    hash: closeness(m.pdqDistance),
    edgeHash: closeness(m.edgePdqDistance),
  };
}

/** 1 at distance 0, 0 from 128 on: half of 256 bits agree by chance. */
const closeness = (distance: number): number => Math.max(0, 1 - distance / 128);

/** Probability-like evidence that the two show one drawing, 0–1; not calibrated to any prior. */
export function fuse(m: Measurements, weights: FusionWeights = FUSION_WEIGHTS): number {
  const inputs = fusionInputs(m);
  const logOdds = FUSION_INPUTS.reduce((sum, name) => sum + weights[name] * inputs[name], weights.bias);
  return 1 / (1 + Math.exp(-logOdds));
}
