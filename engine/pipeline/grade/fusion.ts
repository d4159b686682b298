import type { Measurements } from './measurements.ts';

/** Names of the inputs in the order that `fusionInputs` gives them. Each rises with the likeness it measures. */
export const FUSION_INPUTS = ['agreement', 'exactness', 'logInliers', 'embedding', 'colour'] as const;

/**
 * Weight of each quantity in the log-odds that two pictures show one drawing. Those of embedding and colour are given, the others fitted by logistic
 * regression on pairs of generated designs (bench/fit-fusion.ts), none below 0, so that more evidence never lowers the score. Strength, coverage and both hashes got none
 * beside these: look-alikes keep the layout and with it the hash. Colours that agree support a match; where they differ that says nothing either way.
 */
export type FusionWeights = Readonly<Record<'bias' | (typeof FUSION_INPUTS)[number], number>>;

export const FUSION_WEIGHTS: FusionWeights = {
  bias: -3.81,
  agreement: 0.24,
  exactness: 0.8,
  logInliers: 0.41,
  embedding: 2,
  colour: 1.2,
};

/** Inliers beyond this many say nothing more. */
const MOST_INLIERS = 60;
/** Keeps the logarithm of what is missing to full agreement finite: coding alone costs about this much. */
const AGREEMENT_NOISE = 0.03;

export function fusionInputs(m: Measurements): Readonly<Record<(typeof FUSION_INPUTS)[number], number>> {
  return {
    agreement: m.agreement,
    exactness: -Math.log(1 + AGREEMENT_NOISE - Math.min(1, m.overallAgreement)),
    logInliers: Math.log1p(Math.min(MOST_INLIERS, m.distinctInliers)),
    embedding: m.embeddingCosine,
    colour: m.colourSupport,
  };
}

/** Natural log-odds that the two show one drawing, were both answers equally frequent; not calibrated to any prior. */
export function fuse(m: Measurements, weights: FusionWeights = FUSION_WEIGHTS): number {
  const inputs = fusionInputs(m);
  return FUSION_INPUTS.reduce((sum, name) => sum + weights[name] * inputs[name], weights.bias);
}
