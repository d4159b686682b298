import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaE2000 } from '../../../engine/core/colour-difference.ts';
import {
  COLOUR_HISTOGRAM_LENGTH,
  COLOUR_HISTOGRAM_SUM,
  histogramSimilarity,
} from '../../../engine/core/colour-histogram.ts';
import { labToSrgbHex, srgbToLab, writeLab } from '../../../engine/core/colour-space.ts';
import { summariseColour } from '../../../engine/core/colour-summary.ts';
import { coloured, drawing, paint, type Rgb, randomPalette, withNoise } from './sample-pictures.ts';

/** Pairs and differences from table 1 of Sharma, Wu and Dalal (2005). */
const SHARMA: readonly (readonly [number, number, number, number, number, number, number])[] = [
  [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425],
  [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
  [50, 2.8361, -74.02, 50, 0, -82.7485, 3.4412],
  [50, -1.3802, -84.2814, 50, 0, -82.7485, 1],
  [50, -1.1848, -84.8006, 50, 0, -82.7485, 1],
  [50, -0.9009, -85.5211, 50, 0, -82.7485, 1],
  [50, 0, 0, 50, -1, 2, 2.3669],
  [50, -1, 2, 50, 0, 0, 2.3669],
  [50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792],
  [50, 2.49, -0.001, 50, -2.49, 0.001, 7.1792],
  [50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195],
  [50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195],
  [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045],
  [50, -0.001, 2.49, 50, 0.001, -2.49, 4.8045],
  [50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461],
  [50, 2.5, 0, 50, 0, -2.5, 4.3065],
  [50, 2.5, 0, 73, 25, -18, 27.1492],
  [50, 2.5, 0, 61, -5, 29, 22.8977],
  [50, 2.5, 0, 56, -27, -3, 31.903],
  [50, 2.5, 0, 58, 24, 15, 19.4535],
  [50, 2.5, 0, 50, 3.1736, 0.5854, 1],
  [50, 2.5, 0, 50, 3.2972, 0, 1],
  [50, 2.5, 0, 50, 1.8634, 0.5757, 1],
  [50, 2.5, 0, 50, 3.2592, 0.335, 1],
  [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
  [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.263],
  [61.2901, 3.7196, -5.3901, 61.4292, 2.248, -4.962, 1.8731],
  [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
  [22.7233, 20.0904, -46.694, 23.0331, 14.973, -42.5619, 2.0373],
  [36.4612, 47.858, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
  [90.8027, -2.0831, 1.441, 91.1528, -1.6435, 0.0447, 1.4441],
  [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
  [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
  [2.0776, 0.0795, -1.135, 0.9033, -0.0636, -0.5514, 0.9082],
];

const channel = fc.integer({ min: 0, max: 255 });

describe('the CIEDE2000 difference', () => {
  it('reproduces the published test pairs to four decimals, in either order', () => {
    for (const [L1, a1, b1, L2, a2, b2, expected] of SHARMA) {
      expect(deltaE2000([L1, a1, b1], [L2, a2, b2])).toBeCloseTo(expected, 4);
      expect(deltaE2000([L2, a2, b2], [L1, a1, b1])).toBeCloseTo(expected, 4);
    }
  });
});

describe('sRGB to L*a*b* under D50', () => {
  it('gives the published values of white, black and the primaries', () => {
    const cases: readonly (readonly [Rgb, Rgb])[] = [
      [
        [255, 255, 255],
        [100, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      [
        [255, 0, 0],
        [54.29, 80.81, 69.89],
      ],
      [
        [0, 255, 0],
        [87.82, -79.29, 80.99],
      ],
      [
        [0, 0, 255],
        [29.57, 68.3, -112.03],
      ],
    ];
    for (const [rgb, lab] of cases) {
      srgbToLab(...rgb).forEach((value, i) => {
        expect(Math.abs(value - lab[i]!), `${rgb}`).toBeLessThan(0.02);
      });
    }
  });

  it('is the same by table as by formula, within 0.1', () => {
    fc.assert(
      fc.property(channel, channel, channel, (r, g, b) => {
        const table = new Float32Array(3);
        writeLab(Uint8Array.of(r, g, b), table);
        srgbToLab(r, g, b).forEach((value, i) => {
          expect(Math.abs(value - table[i]!)).toBeLessThan(0.1);
        });
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('comes back to the same hexadecimal colour', () => {
    fc.assert(
      fc.property(channel, channel, channel, (r, g, b) => {
        const hex = `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
        expect(labToSrgbHex(srgbToLab(r, g, b))).toBe(hex);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  it('clips colours that sRGB does not have', () => {
    expect(labToSrgbHex([120, 0, 0])).toBe('#ffffff');
    expect(labToSrgbHex([50, -128, 0])).toMatch(/^#00[0-9a-f]{4}$/);
  });
});

describe('the palette', () => {
  const hexOf = (rgb: Rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

  it('names the inks of a drawing with their shares, largest first', () => {
    const inks = randomPalette(3, 6);
    const labels = drawing(3, 512, 6);
    const { palette } = summariseColour(coloured(labels, 512, inks));
    const shares = inks.map((_, ink) => labels.filter((label) => label === ink).length / labels.length);
    expect(palette.map(({ lab }) => labToSrgbHex(lab)).sort()).toEqual(inks.map(hexOf).sort());
    for (const { lab, share } of palette) {
      expect(Math.abs(share - shares[inks.findIndex((ink) => hexOf(ink) === labToSrgbHex(lab))]!)).toBeLessThan(0.02);
    }
    expect(palette.map(({ share }) => share)).toEqual(palette.map(({ share }) => share).sort((a, b) => b - a));
  });

  it('has one colour for a flat picture and at most eight for any', () => {
    expect(summariseColour(paint(40, 30, () => [12, 200, 99])).palette).toHaveLength(1);
    const rainbow = paint(256, 256, (x, y) => [x, y, (x * 7 + y * 3) % 256]);
    const { palette } = summariseColour(rainbow);
    expect(palette.length).toBeLessThanOrEqual(8);
    expect(palette.length).toBeGreaterThan(4);
    expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('sees stripes in their true proportion whatever their width', () => {
    for (let period = 2; period < 40; period++) {
      const { palette } = summariseColour(
        paint(960, 960, (_, y) => (y % period < period / 2 ? [200, 30, 30] : [20, 30, 160])),
      );
      const expected = Math.ceil(period / 2) / period;
      expect(Math.abs(palette[0]!.share - Math.max(expected, 1 - expected)), `period ${period}`).toBeLessThan(0.08);
    }
  });

  it('is the same every time', () => {
    const raster = withNoise(coloured(drawing(8, 200, 6), 200, randomPalette(8, 6)), 8, 10);
    expect(summariseColour(raster)).toEqual(summariseColour({ ...raster, rgb: raster.rgb.slice() }));
  });
});

describe('the colour histogram', () => {
  const picture = (seed: number, paletteSeed: number) =>
    coloured(drawing(seed, 300, 5), 300, randomPalette(paletteSeed, 5));

  it('has a fixed length and a fixed sum for every picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        (widthPx, heightPx, seed) => {
          const { histogram } = summariseColour(
            withNoise(
              paint(widthPx, heightPx, () => [128, 128, 128]),
              seed,
              90,
            ),
          );
          expect(histogram).toHaveLength(COLOUR_HISTOGRAM_LENGTH);
          expect(histogram.reduce((sum, count) => sum + count, 0)).toBe(COLOUR_HISTOGRAM_SUM);
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });

  it('is 1 to itself and moves little under a small shift of colour', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const raster = picture(seed, seed);
      const { histogram } = summariseColour(raster);
      const shifted = summariseColour({
        ...raster,
        rgb: raster.rgb.map((value) => Math.min(255, value + 4)),
      }).histogram;
      expect(histogramSimilarity(histogram, histogram)).toBe(1);
      expect(histogramSimilarity(histogram, shifted)).toBeGreaterThan(0.85);
      expect(histogramSimilarity(shifted, histogram)).toBe(histogramSimilarity(histogram, shifted));
    }
  });

  it('is the same for another drawing in the same shares of ink, and near 0 for foreign inks', () => {
    const turned = picture(1, 1);
    const foreign = paint(300, 300, () => [250, 250, 0]);
    const navy = paint(300, 300, () => [10, 10, 90]);
    expect(
      histogramSimilarity(
        summariseColour(turned).histogram,
        summariseColour({ ...turned, rgb: turned.rgb.slice() }).histogram,
      ),
    ).toBe(1);
    expect(histogramSimilarity(summariseColour(foreign).histogram, summariseColour(navy).histogram)).toBe(0);
  });
});
