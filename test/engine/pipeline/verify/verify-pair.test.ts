import { describe, expect, it, vi } from 'vitest';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import type { DecodedFeatures } from '../../../../engine/core/features/verification-features.ts';
import type { RepeatAnalysis } from '../../../../engine/core/fingerprint.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import { explainEdits } from '../../../../engine/pipeline/verify/explain-edits.ts';
import type { Verification } from '../../../../engine/pipeline/verify/verification.ts';
import { verifyPair } from '../../../../engine/pipeline/verify/verify-pair.ts';
import { type DesignView, designRaster, UNIT_PX } from '../../core/features/drawn-design.ts';

// Drawing and comparing in plain code on a busy machine takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const SIZE = { widthPx: 300, heightPx: 280 };
const NONE: RepeatAnalysis = { type: 'none', vectorsPx: [], confidence: 0 };

function repeatOf({ scale = 1, angleDeg = 0 }: Partial<DesignView>): RepeatAnalysis {
  const turn = (-angleDeg * Math.PI) / 180;
  const x = UNIT_PX * scale * Math.cos(turn);
  const y = UNIT_PX * scale * Math.sin(turn);
  return {
    type: 'straight',
    vectorsPx: [
      [x, y],
      [-y, x],
    ],
    confidence: 0.9,
  };
}

function featuresOf(raster: Raster, repeat: RepeatAnalysis): DecodedFeatures {
  return decodeFeatures(extractFeatures(raster, repeat, raster.widthPx, raster.heightPx));
}

function viewed(seed: number, view: Partial<DesignView>, withRepeat: boolean): DecodedFeatures {
  return featuresOf(designRaster(seed, { ...SIZE, ...view }), withRepeat ? repeatOf(view) : NONE);
}

/** Smallest difference of two angles in degrees. */
function angleBetween(a: number, b: number): number {
  const d = Math.abs(a - b) % 360;
  return Math.min(d, 360 - d);
}

const EDITS: readonly (readonly [string, Partial<DesignView>])[] = [
  ['recoloured', { paletteSeed: 99 }],
  ['mirrored', { mirrored: true }],
  ['turned by a quarter', { angleDeg: 90 }],
  ['turned by 30°', { angleDeg: 30 }],
  ['shifted within the repeat', { shiftPx: [37, 22] }],
  ['scaled to 0.6', { scale: 0.6 }],
  ['scaled to 1.6', { scale: 1.6 }],
  ['mirrored, turned and recoloured', { mirrored: true, angleDeg: -25, paletteSeed: 98 }],
];

describe.each([
  ['whose repeats are known', true],
  ['whose repeats were not found', false],
])('a pair of pictures of one design %s', (_, withRepeat) => {
  it.each(EDITS)('is aligned when %s, within 2° and 5 %', (_name, view) => {
    for (const seed of [1]) {
      const found = verifyPair(viewed(seed, view, withRepeat), viewed(seed, {}, withRepeat));
      expect(found.aligned).toBe(true);
      expect(found.transform?.mirrored).toBe(view.mirrored ?? false);
      expect(Math.abs(found.scale * (view.scale ?? 1) - 1)).toBeLessThan(0.05);
      // A turn of the query is undone by the transform to the candidate; a mirror comes first and keeps the sense.
      const expected = view.mirrored ? (view.angleDeg ?? 0) : -(view.angleDeg ?? 0);
      expect(angleBetween(found.angleDeg, expected)).toBeLessThan(2);
    }
  });
});

describe('pictures of different designs', () => {
  it('are not aligned, with their repeats known or not', () => {
    const seeds = [1, 2, 3, 4, 5];
    for (const withRepeat of [true, false]) {
      const features = seeds.map((seed) => viewed(seed, {}, withRepeat));
      for (const query of features)
        for (const candidate of features)
          if (query !== candidate) expect(verifyPair(query, candidate).aligned).toBe(false);
    }
  });
});

describe('what was changed', () => {
  const codes = (found: Verification, query: DecodedFeatures, candidate: DecodedFeatures): string[] =>
    explainEdits(found, query, candidate).map((edit) => edit.code);

  it('is nothing for the same picture', () => {
    const picture = viewed(3, {}, true);
    const found = verifyPair(picture, picture);
    expect(codes(found, picture, picture)).toEqual([]);
    expect(found.agreement).toBeGreaterThan(0.95);
  });

  it('names colour, mirror, turn and scale', () => {
    const candidate = viewed(3, {}, true);
    const query = viewed(3, { paletteSeed: 55, mirrored: true, angleDeg: 40, scale: 0.7 }, true);
    const edits = explainEdits(verifyPair(query, candidate), query, candidate);
    const named = edits.map((edit) => edit.code);
    expect(named).toContain('mirrored');
    expect(named).toContain('turned');
    expect(named.some((code) => code === 'recoloured' || code === 'inverted')).toBe(true);
    const scaled = edits.find((edit) => edit.code === 'scaled');
    expect(scaled?.amount).toBeCloseTo(1 / 0.7, 1);
  });

  it('names an exchange of light and dark', () => {
    const raster = designRaster(4, SIZE);
    const candidate = featuresOf(raster, repeatOf({}));
    const query = featuresOf({ ...raster, rgb: raster.rgb.map((value) => 255 - value) }, repeatOf({}));
    const found = verifyPair(query, candidate);
    expect(found.transform?.inverted).toBe(true);
    expect(codes(found, query, candidate)).toContain('inverted');
  });

  it('names a crop of a picture that does not repeat', () => {
    const candidate = viewed(5, { scale: 2.4 }, false);
    const query = viewed(5, { scale: 2.4, widthPx: 190, heightPx: 180, shiftPx: [50, 46] }, false);
    const found = verifyPair(query, candidate);
    expect(found.aligned).toBe(true);
    expect(found.coverage.query).toBeGreaterThan(0.8);
    expect(codes(found, query, candidate)).toContain('cropped');
  });
});
