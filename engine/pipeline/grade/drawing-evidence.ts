import type { Measurements } from './measurements.ts';

/**
 * Weight of each quantity in the log-odds that two pictures share a drawing, whatever its colours and wherever it lies: from logistic regression on pairs of
 * generated designs, that of the embedding given. It serves where colours and hashes must not count: likeness to a drawing that belongs to everyone, to a
 * traditional motif, and whether a record is nearer than those. What ranks and grades is the fused evidence (fusion.ts).
 */
const WEIGHTS = { bias: -3.81, agreement: 0.24, exactness: 0.8, logInliers: 0.41, embedding: 2 } as const;

/** Inliers beyond this many say nothing more. */
const MOST_INLIERS = 60;
/** Keeps the logarithm of what is missing to full agreement finite: coding alone costs about this much. */
const AGREEMENT_NOISE = 0.03;

/** Natural log-odds, were both answers equally frequent; not calibrated to any prior. */
export function drawingLogOdds({
  agreement,
  overallAgreement,
  distinctInliers,
  embeddingCosine,
}: Pick<Measurements, 'agreement' | 'overallAgreement' | 'distinctInliers' | 'embeddingCosine'>): number {
  return (
    WEIGHTS.bias +
    WEIGHTS.agreement * agreement -
    WEIGHTS.exactness * Math.log(1 + AGREEMENT_NOISE - Math.min(1, overallAgreement)) +
    WEIGHTS.logInliers * Math.log1p(Math.min(MOST_INLIERS, distinctInliers)) +
    WEIGHTS.embedding * embeddingCosine
  );
}
