import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensembleValue, isSoundTree } from '../../../../engine/core/tree-ensemble.ts';
import { readFusionWeights } from '../../../../engine/model/fusion-weights.ts';
import { FUSION_INPUTS, type FusionMeasurements, fuse } from '../../../../engine/pipeline/grade/fusion.ts';
import { likelihoodRatio } from '../../../../engine/pipeline/grade/likelihood.ts';
import { THRESHOLDS } from '../../../../engine/pipeline/grade/rules.ts';
import { COPY } from './pair-measurements.ts';

const { trees, calibration } = await readFusionWeights(join(import.meta.dirname, '../../../../models'), FUSION_INPUTS);
const evidence = (m: FusionMeasurements): number => fuse(m, trees);

const share = fc.double({ min: 0, max: 1, noNaN: true });
const bits = fc.integer({ min: 0, max: 256 });
const measured: fc.Arbitrary<FusionMeasurements> = fc.record({
  embeddingCosine: fc.double({ min: -1, max: 1, noNaN: true }),
  colourSimilarity: share,
  pdqDistance: bits,
  edgePdqDistance: bits,
  overallAgreement: share,
  distinctInliers: fc.integer({ min: 0, max: 200 }),
  coverageQuery: share,
  coverageCandidate: share,
  strength: share,
  information: share,
  colourSupport: share,
  scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  typicalLogOdds: fc.option(fc.double({ min: -5, max: 8, noNaN: true })),
});

describe('the fused evidence', () => {
  it('puts a faithful copy above the threshold of a shared drawing and an unrelated pair below every likeness', () => {
    expect(evidence(COPY)).toBeGreaterThan(THRESHOLDS.sharedDrawing);
    const stranger = {
      ...COPY,
      strength: 0.05,
      overallAgreement: 0.2,
      distinctInliers: 0,
      embeddingCosine: 0.4,
      colourSimilarity: 0.2,
      pdqDistance: 120,
      edgePdqDistance: 122,
      coverageQuery: 0.2,
      coverageCandidate: 0.2,
    };
    expect(evidence(stranger)).toBeLessThan(THRESHOLDS.inCommon);
  });

  it('never falls when one likeness rises, and never rises with a nearer typical drawing', () => {
    const rising = [
      'embeddingCosine',
      'colourSimilarity',
      'overallAgreement',
      'distinctInliers',
      'coverageQuery',
      'coverageCandidate',
      'strength',
      'information',
      'colourSupport',
    ] as const;
    const falling = ['pdqDistance', 'edgePdqDistance', 'typicalLogOdds'] as const;
    fc.assert(
      fc.property(measured, measured, fc.constantFrom(...rising, ...falling), (m, other, name) => {
        const [p, q] = [m[name] ?? -5, other[name] ?? -5];
        const low = evidence({ ...m, [name]: Math.min(p, q) });
        const high = evidence({ ...m, [name]: Math.max(p, q) });
        if ((falling as readonly string[]).includes(name)) expect(high).toBeLessThanOrEqual(low);
        else expect(high).toBeGreaterThanOrEqual(low);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('orders what its trees call equal by agreement', () => {
    expect(evidence({ ...COPY, overallAgreement: 0.9701 })).toBeGreaterThan(evidence(COPY));
  });
});

describe('an ensemble of trees', () => {
  const tree = { input: [0, 0, 0], threshold: [0.5, 0, 0], low: [1, 0, 0], high: [2, 0, 0], value: [0, -1, 2] };

  it('adds the leaves that the inputs lead to', () => {
    const ensemble = { inputs: ['x'], bias: 10, trees: [tree, tree] };
    expect([0.5, 0.51].map((x) => ensembleValue(ensemble, [x]))).toEqual([8, 14]);
  });

  it('is sound only where every walk ends in a leaf and every input is there', () => {
    expect(isSoundTree(tree, 1)).toBe(true);
    for (const damage of [
      { low: [0, 0, 0] },
      { high: [3, 0, 0] },
      { low: [1, 0, 1] },
      { input: [1, 0, 0] },
      { value: [0] },
    ])
      expect(isSoundTree({ ...tree, ...damage }, 1)).toBe(false);
  });
});

describe('the likelihood ratio', () => {
  it('rises with the evidence inside its interval and never goes beyond what the calibration holds', () => {
    let before = Number.NEGATIVE_INFINITY;
    for (let logOdds = -12; logOdds <= 14; logOdds += 0.25) {
      const { value, lower, upper } = likelihoodRatio(logOdds, calibration);
      expect(value).toBeGreaterThanOrEqual(before);
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      before = value;
    }
    expect(before).toBe(calibration.log10LR.at(-1));
    expect(likelihoodRatio(-100, calibration).value).toBe(calibration.log10LR[0]);
  });

  it('is read between the points of the calibration', () => {
    const line = { logOdds: [0, 2, 4], log10LR: [-1, 0, 2], lower: [-2, -1, 1], upper: [0, 1, 3] };
    expect(likelihoodRatio(3, line)).toEqual({ value: 1, lower: 0, upper: 2 });
    expect(likelihoodRatio(2, line).value).toBe(0);
  });
});
