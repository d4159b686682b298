import type { Measurements } from '../../../../engine/pipeline/grade/measurements.ts';

/** What is measured of a faithful copy; a test changes the quantity it is about. */
export const COPY: Measurements = {
  aligned: true,
  strength: 0.95,
  agreement: 0.97,
  overallAgreement: 0.97,
  detailAgreement: 0.97,
  distinctInliers: 30,
  scale: 1,
  coverageQuery: 1,
  coverageCandidate: 1,
  typicalLogOdds: null,
  drawingLogOdds: 4,
  information: 0.8,
  colourSupport: 0,
  colourDistance: 2,
  embeddingCosine: 0.95,
  pdqDistance: 10,
  edgePdqDistance: 20,
  colourSimilarity: 0.9,
  edits: [],
};
