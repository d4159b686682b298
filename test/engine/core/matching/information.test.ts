import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DenseAlignment } from '../../../../engine/core/matching/align-pictures.ts';
import { directionalInformation } from '../../../../engine/core/matching/information.ts';

/** An alignment whose samples all agree, of structure in the given directions (radians, doubled) and strengths. */
function agreeingSamples(samples: readonly { readonly angleRad: number; readonly strength: number }[]): DenseAlignment {
  const re = Float64Array.from(samples, ({ angleRad, strength }) => strength * Math.cos(angleRad));
  const im = Float64Array.from(samples, ({ angleRad, strength }) => strength * Math.sin(angleRad));
  const energy = re.map((value, at) => value ** 2 + im[at]! ** 2);
  const grid = { x: new Float64Array(samples.length), re, im, energy };
  return { grid, windows: { agreeing: new Uint8Array(samples.length).fill(1) } } as unknown as DenseAlignment;
}

const strength = fc.double({ min: 0.01, max: 3, noNaN: true });

it('is a share, 0 for stripes however their strengths round', () => {
  const angle = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(angle, fc.array(strength, { minLength: 1, maxLength: 60 }), (angleRad, strengths) => {
      const stripes = agreeingSamples(strengths.map((each) => ({ angleRad, strength: each })));
      expect(directionalInformation(stripes)).toBeGreaterThanOrEqual(0);
      expect(directionalInformation(stripes)).toBeLessThan(1e-9);
    }),
    { seed: 3 },
  );
});

it('is greater for a drawing of many directions than for a check of two', () => {
  const check = [0, Math.PI].map((angleRad) => ({ angleRad, strength: 1 }));
  const drawing = Array.from({ length: 24 }, (_, k) => ({ angleRad: (k * Math.PI) / 12, strength: 1 }));
  expect(directionalInformation(agreeingSamples(check))).toBeCloseTo(0.2, 9);
  expect(directionalInformation(agreeingSamples(drawing))).toBeCloseTo(1, 9);
});
