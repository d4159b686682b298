import { describe, expect, it, vi } from 'vitest';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import type { RepeatAnalysis } from '../../../../engine/core/fingerprint.ts';
import type { AlignedDifferences } from '../../../../engine/core/matching/aligned-differences.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import type { EditCode } from '../../../../engine/core/vocabulary.ts';
import { withDifferences } from '../../../../engine/pipeline/verify/difference-edits.ts';
import { explainEdits } from '../../../../engine/pipeline/verify/explain-edits.ts';
import { NOT_ALIGNED, type Verification } from '../../../../engine/pipeline/verify/verification.ts';
import { verifyPair } from '../../../../engine/pipeline/verify/verify-pair.ts';
import { designRaster } from '../../core/features/drawn-design.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What is left between a picture and its copy through JPEG. */
const COPY: AlignedDifferences = {
  meanCorrelation: 0.99,
  correlationSpread: 0.005,
  lowCorrelation: 0.98,
  disagreeing: 0,
  largestPatch: 0,
  fineDetail: 0,
  coarseDetail: 0,
  inlierShare: 0.19,
  addedStructure: 0,
  medianDeltaE: 2,
  otherColours: 0,
  otherColoursPatch: 0,
  lightTrend: 0.2,
  fineness: 0,
};

function codes(
  left: Partial<AlignedDifferences>,
  { named = [], ...measured }: Partial<Verification> & { readonly named?: readonly EditCode[] } = {},
): string[] {
  const verification: Verification = {
    ...NOT_ALIGNED,
    aligned: true,
    agreement: 0.95,
    coverage: { query: 1, candidate: 1 },
    differences: { ...COPY, ...left },
    ...measured,
  };
  const edits = named.map((code) => ({ code, amount: null, unit: 'none' }) as const);
  return withDifferences(edits, verification).map(({ code }) => code);
}

describe('what is left after alignment', () => {
  it('is nothing in a copy, and takes nothing from what was named', () => {
    expect(codes({})).toEqual([]);
    expect(codes({}, { named: ['mirrored', 'recoloured'] })).toEqual(['mirrored', 'recoloured']);
    expect(codes({ meanCorrelation: 0.8, otherColours: 0.2 }, { aligned: false })).toEqual([]);
  });

  it('is an overlay where one patch has other colours, or structure is the query’s alone', () => {
    const text = { meanCorrelation: 0.91, correlationSpread: 0.18, medianDeltaE: 0, addedStructure: 0.25 };
    expect(codes({ ...text, otherColours: 0.13, otherColoursPatch: 1 }, { named: ['elements-added'] })).toEqual([
      'overlaid',
    ]);
    const logo = { meanCorrelation: 0.94, correlationSpread: 0.11, medianDeltaE: 0, addedStructure: 0.64 };
    expect(codes({ ...logo, otherColours: 0.01 })).toEqual(['overlaid']);
  });

  it('is an overlay where every colour shifts by as much and structure is disturbed throughout', () => {
    const veil = { meanCorrelation: 0.89, correlationSpread: 0.05, medianDeltaE: 16 };
    const colour = {
      ...{ deltaE: 13, groundDeltaE: 16, motifDeltaE: 13, lightnessCorrelation: 0.86 },
      ...{ queryChroma: 20, candidateChroma: 25, variety: 30 },
    };
    expect(codes(veil, { colour, named: ['recoloured'] })).toEqual(['overlaid']);
    // A new colouring leaves the structure as it was.
    expect(codes({ medianDeltaE: 16 }, { colour, named: ['recoloured'] })).toEqual(['recoloured']);
  });

  it('tells added elements from removed ones by whose structure it is', () => {
    const some = {
      meanCorrelation: 0.87,
      correlationSpread: 0.2,
      medianDeltaE: 0,
      otherColours: 0.08,
      otherColoursPatch: 0.1,
    };
    expect(codes({ ...some, addedStructure: 0.5 })).toEqual(['elements-added']);
    expect(codes({ ...some, addedStructure: -0.5 })).toEqual(['elements-removed']);
  });

  it('is a second source where both pictures hold something else', () => {
    const half = { meanCorrelation: 0.86, correlationSpread: 0.17, medianDeltaE: 0.4 };
    const coverage = { query: 0.62, candidate: 0.63 };
    expect(codes(half, { coverage, named: ['elements-added', 'elements-removed', 'shifted'] })).toEqual(['combined']);
    expect(codes(half, { coverage: { query: 1, candidate: 0.5 }, named: ['cropped'] })).toEqual(['cropped']);
  });

  it('is a photograph where points survive, another surface where they do not', () => {
    const cloth = { meanCorrelation: 0.76, correlationSpread: 0.07, medianDeltaE: 8, otherColours: 0.17 };
    expect(codes({ ...cloth, inlierShare: 0.15 }, { named: ['recoloured', 'scaled'] })).toEqual(['photographed']);
    expect(codes({ ...cloth, inlierShare: 0 }, { named: ['recoloured'] })).toEqual(['surface-changed']);
  });

  it('is another drawing where the same colours disagree a little everywhere, unless the frame explains it', () => {
    const retraced = { meanCorrelation: 0.88, correlationSpread: 0.04, medianDeltaE: 1, otherColours: 0.13 };
    expect(codes(retraced)).toEqual(['redrawn']);
    expect(codes(retraced, { named: ['scaled'] })).toEqual(['scaled']);
  });
});

describe('a real pair', () => {
  const NONE: RepeatAnalysis = { type: 'none', vectorsPx: [], confidence: 0 };
  const featuresOf = (raster: Raster) => decodeFeatures(extractFeatures(raster, NONE, raster.widthPx, raster.heightPx));
  const original = designRaster(5, { widthPx: 320, heightPx: 320 });

  function named(edited: Raster): string[] {
    const [query, candidate] = [featuresOf(edited), featuresOf(original)];
    return explainEdits(verifyPair(query, candidate), query, candidate).map(({ code }) => code);
  }

  it('of a design and itself shows nothing', () => {
    expect(named(original)).toEqual([]);
  });

  it('of a design and one with a sign laid over it shows the overlay', () => {
    const rgb = original.rgb.slice();
    for (let y = 110; y < 210; y++)
      for (let x = 90; x < 230; x++)
        rgb.set((Math.floor(x / 14) + Math.floor(y / 25)) % 2 ? [250, 30, 30] : [20, 20, 60], 3 * (y * 320 + x));
    expect(named({ ...original, rgb })).toEqual(['overlaid']);
  });
});
