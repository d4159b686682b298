import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUSION_INPUTS, FUSION_WEIGHTS, fuse } from '../../../../engine/pipeline/grade/fusion.ts';
import { THRESHOLDS } from '../../../../engine/pipeline/grade/rules.ts';
import { COPY } from './pair-measurements.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the fused evidence', () => {
  it('puts a faithful copy above the threshold and an unrelated pair far below', () => {
    expect(fuse(COPY)).toBeGreaterThan(THRESHOLDS.sharedDrawing);
    const stranger = { ...COPY, agreement: 0.6, overallAgreement: 0.3, distinctInliers: 1, embeddingCosine: 0.5 };
    expect(fuse(stranger)).toBeLessThan(THRESHOLDS.inCommon);
  });

  it('never falls when one quantity rises', () => {
    for (const name of FUSION_INPUTS) expect(FUSION_WEIGHTS[name], name).toBeGreaterThanOrEqual(0);
    fc.assert(
      fc.property(share, share, fc.constantFrom('agreement', 'overallAgreement', 'embeddingCosine'), (p, q, name) => {
        const [low, high] = [Math.min(p, q), Math.max(p, q)];
        expect(fuse({ ...COPY, [name]: high })).toBeGreaterThanOrEqual(fuse({ ...COPY, [name]: low }));
      }),
      { seed: 11 },
    );
  });

  it('stays finite, is raised by colours that agree and not lowered by colours that differ', () => {
    expect(Number.isFinite(fuse({ ...COPY, overallAgreement: 1 }))).toBe(true);
    expect(fuse({ ...COPY, colourSupport: 1 })).toBeGreaterThan(fuse(COPY));
    expect(fuse({ ...COPY, colourDistance: 60, colourSimilarity: 0 })).toBe(fuse(COPY));
  });
});
