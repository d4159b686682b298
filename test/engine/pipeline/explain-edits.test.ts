import { describe, expect, it } from 'vitest';
import type { ColourAgreement } from '../../../engine/core/matching/colour-agreement.ts';
import { EDIT_LIMITS, type ExplainedPicture, explainEdits } from '../../../engine/pipeline/verify/explain-edits.ts';
import { NOT_ALIGNED, type Verification } from '../../../engine/pipeline/verify/verification.ts';

const FRAME: ExplainedPicture = {
  widthPx: 400,
  heightPx: 400,
  repeat: {
    type: 'straight',
    vectorsPx: [
      [100, 0],
      [0, 100],
    ],
    confidence: 0.9,
  },
};
const SAME_COLOUR: ColourAgreement = {
  deltaE: 1,
  groundDeltaE: 1,
  motifDeltaE: 1,
  lightnessCorrelation: 1,
  queryChroma: 20,
  candidateChroma: 20,
  variety: 30,
};

interface Change {
  readonly scale?: number;
  readonly angleDeg?: number;
  readonly anisotropy?: number;
  readonly shiftPx?: number;
  /** Linear part of the map, in place of a plain scaling. */
  readonly linear?: readonly [a: number, b: number, c: number, d: number];
  readonly mirrored?: boolean;
  readonly modulo?: 'whole' | 'repeat-unit';
  readonly coverage?: Verification['coverage'];
  readonly colour?: Partial<ColourAgreement>;
}

function codes(change: Change, query = FRAME, candidate = FRAME): string[] {
  const { scale = 1, angleDeg = 0, anisotropy = 1, shiftPx = 0, mirrored = false, modulo = 'repeat-unit' } = change;
  const [a, b, c, d] = change.linear ?? [scale, 0, 0, scale];
  const verification: Verification = {
    ...NOT_ALIGNED,
    ...{ aligned: true, scale, angleDeg, anisotropy },
    coverage: change.coverage ?? { query: 1, candidate: 1 },
    colour: { ...SAME_COLOUR, ...change.colour },
    transform: {
      // Middle on middle, then shifted.
      matrix: [
        ...[a, b, candidate.widthPx / 2 - (scale * query.widthPx) / 2 + shiftPx],
        ...[c, d, candidate.heightPx / 2 - (scale * query.heightPx) / 2],
        ...[0, 0, 1],
      ] as unknown as NonNullable<Verification['transform']>['matrix'],
      ...{ mirrored, inverted: false, modulo },
    },
  };
  return explainEdits(verification, query, candidate).map(({ code }) => code);
}

describe('what was done to the frame', () => {
  it('is nothing for a copy, nor for one shifted by whole repeats', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ shiftPx: 200 })).toEqual([]);
  });

  it('is a shift within the repeat, on its own only', () => {
    expect(codes({ shiftPx: 40 })).toEqual(['shifted']);
    expect(codes({ shiftPx: 40, scale: 0.6 })).toEqual(['scaled']);
    expect(codes({ shiftPx: 40, angleDeg: 30 })).toEqual(['turned']);
  });

  it('is a stretch and no turn where the picture was sheared, whose nearest turn is half of the shear', () => {
    const slope = Math.tan((10 * Math.PI) / 180);
    for (const linear of [
      [1, slope, 0, 1],
      [1, -slope, 0, 1],
      [1, 0, slope, 1],
    ] as const)
      expect(codes({ linear, angleDeg: 5, anisotropy: 1.19 })).toEqual(['stretched']);
  });

  it('tells motifs of another size from a picture of another size', () => {
    const half = { ...FRAME, widthPx: 200, heightPx: 200 };
    expect(codes({ scale: 1.6 })).toEqual(['scaled']);
    expect(codes({ scale: 2 }, half)).toEqual(['resized']);
    expect(codes({}, half)).toEqual(['cropped']);
  });

  it('names a turn from 2° on and quarter turns as such', () => {
    expect(codes({ angleDeg: EDIT_LIMITS.angleDeg })).toEqual([]);
    expect(codes({ angleDeg: EDIT_LIMITS.angleDeg + 0.1 })).toEqual(['turned']);
    expect(codes({ angleDeg: 90 })).toEqual(['quarter-turned']);
    expect(codes({ mirrored: true })).toEqual(['mirrored']);
  });

  it('names a stretch without the resizing that comes with it', () => {
    expect(codes({ scale: 0.894, anisotropy: 1.25 }, { ...FRAME, widthPx: 500 })).toEqual(['stretched']);
  });
});

describe('what was done to the colours', () => {
  const negative = { deltaE: 60, groundDeltaE: 60, motifDeltaE: 60, lightnessCorrelation: -0.98 };

  it('is an inversion only where lightness runs backwards and chroma stays', () => {
    expect(codes({ colour: negative })).toEqual(['inverted']);
    expect(codes({ colour: { ...negative, lightnessCorrelation: -0.79 } })).toEqual(['recoloured']);
    expect(codes({ colour: { ...negative, queryChroma: 45 } })).toEqual(['recoloured']);
  });

  it('is a loss of colour, a new ground, or a new colouring', () => {
    expect(codes({ colour: { deltaE: 12, groundDeltaE: 12, motifDeltaE: 12, queryChroma: 5 } })).toEqual([
      'desaturated',
    ]);
    expect(codes({ colour: { deltaE: 9, groundDeltaE: 20, motifDeltaE: 3 } })).toEqual(['ground-changed']);
    expect(codes({ colour: { deltaE: 20, groundDeltaE: 20, motifDeltaE: 20 } })).toEqual(['recoloured']);
    expect(codes({ colour: { deltaE: 7, groundDeltaE: 6, motifDeltaE: 6 } })).toEqual([]);
  });
});

describe('what was done to the content', () => {
  it('is told by which picture is explained', () => {
    expect(codes({ coverage: { query: 0.6, candidate: 0.9 } })).toEqual(['elements-added']);
    expect(codes({ coverage: { query: 0.9, candidate: 0.6 } })).toEqual(['elements-removed']);
    expect(codes({ modulo: 'whole', coverage: { query: 0.3, candidate: 0.9 } })).toEqual(['pasted-into']);
  });
});

it('explains nothing where no transform was found', () => {
  expect(explainEdits(NOT_ALIGNED, FRAME, FRAME)).toEqual([]);
});
