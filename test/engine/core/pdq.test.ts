import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIHEDRAL_FORMS } from '../../../engine/core/dihedral.ts';
import { dihedralRaster } from '../../../engine/core/dihedral-raster.ts';
import {
  hammingDistance,
  PDQ_MATCH_DISTANCE,
  PDQ_UNRELIABLE_QUALITY,
  pdqDihedral,
  pdqHash,
  pdqMatches,
} from '../../../engine/core/pdq.ts';
import { decodePicture } from '../../../engine/image/decode.ts';
import { coloured, drawing, paint, randomPalette } from './sample-pictures.ts';

const vectorsDir = resolve(
  process.env.SELVEDGE_REFERENCE_DATA ?? resolve(import.meta.dirname, '../../../../shared'),
  'vectors/pdq',
);
const vectorsFile = resolve(vectorsDir, 'expected_bits.json');

/**
 * Distance reached to the bits published with pdqhash-python. Where it is not 0 one pair of coefficients lies so near the median that another JPEG decoder's
 * rounding (libvips with mozjpeg here, OpenCV there) exchanges them; the publisher allows 2 bits for the same pictures.
 */
const REACHED: Readonly<Record<string, number>> = { 'tests/images/image1.jpg': 2 };

describe.skipIf(!existsSync(vectorsFile) && !process.env.CI)('PDQ of the published pictures', () => {
  it('has the published bits, within the stated distance', async () => {
    const { vectors } = JSON.parse(readFileSync(vectorsFile, 'utf8')) as {
      vectors: readonly { file: string; bits: string }[];
    };
    expect(vectors).toHaveLength(10);
    for (const { file, bits } of vectors) {
      const { raster } = await decodePicture(readFileSync(resolve(vectorsDir, file)), { maxSidePx: 1024 });
      const hash = pdqHash(raster);
      const published = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8), 2));
      expect(hammingDistance(hash.bits, published), file).toBeLessThanOrEqual(REACHED[file] ?? 0);
      expect(hash.quality, file).toBe(100);
    }
  });
});

describe('PDQ', () => {
  it('sets half of its bits on a picture with structure', () => {
    const { bits } = pdqHash(coloured(drawing(1, 256, 5), 256, randomPalette(1, 5)));
    expect(hammingDistance(bits, new Uint8Array(32))).toBe(128);
  });

  it('survives shrinking to a half', () => {
    const labels = drawing(2, 512, 5);
    const palette = randomPalette(2, 5);
    const whole = pdqHash(coloured(labels, 512, palette));
    const half = pdqHash(paint(256, 256, (x, y) => palette[labels[y * 2 * 512 + x * 2]!]!));
    expect(hammingDistance(whole.bits, half.bits)).toBeLessThanOrEqual(PDQ_MATCH_DISTANCE);
  });

  it('gives a blank picture the quality 0, and takes pictures of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (widthPx, heightPx) => {
        const hash = pdqHash(paint(widthPx, heightPx, () => [90, 120, 30]));
        expect(hash.quality).toBe(0);
        expect(hash.bits).toHaveLength(32);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('gives the eight forms from one transform exactly where the sampling grid is symmetric', () => {
    const raster = coloured(drawing(3, 320, 5), 320, randomPalette(3, 5));
    const forms = pdqDihedral(raster);
    expect(forms[0]).toEqual(pdqHash(raster));
    DIHEDRAL_FORMS.forEach((form, i) => {
      const direct = pdqHash(dihedralRaster(raster, form));
      expect(hammingDistance(direct.bits, forms[i]!.bits), form).toBeLessThanOrEqual(2);
    });
  });

  it('gives them well within the match distance at the working size, whose grid is not symmetric', () => {
    const raster = coloured(drawing(4, 1024, 5), 1024, randomPalette(4, 5));
    const forms = pdqDihedral(raster);
    DIHEDRAL_FORMS.forEach((form, i) => {
      const direct = pdqHash(dihedralRaster(raster, form));
      expect(hammingDistance(direct.bits, forms[i]!.bits), form).toBeLessThanOrEqual(PDQ_MATCH_DISTANCE / 2);
    });
  });

  it('keeps the eight forms of a drawing apart', () => {
    const forms = pdqDihedral(coloured(drawing(5, 320, 5), 320, randomPalette(5, 5)));
    for (let a = 0; a < 8; a++) {
      for (let b = a + 1; b < 8; b++) expect(hammingDistance(forms[a]!.bits, forms[b]!.bits)).toBeGreaterThan(60);
    }
  });
});

describe('turning and mirroring a picture', () => {
  const corners = paint(3, 2, (x, y) => [x, y, 0]);
  const topLeft = (form: (typeof DIHEDRAL_FORMS)[number]) => Array.from(dihedralRaster(corners, form).rgb.slice(0, 2));

  it('brings the corner to the top left that the name says', () => {
    expect(topLeft('identity')).toEqual([0, 0]);
    expect(topLeft('turned-90')).toEqual([2, 0]);
    expect(topLeft('turned-180')).toEqual([2, 1]);
    expect(topLeft('turned-270')).toEqual([0, 1]);
    expect(topLeft('mirrored-left-right')).toEqual([2, 0]);
    expect(topLeft('mirrored-top-bottom')).toEqual([0, 1]);
    expect(topLeft('mirrored-main-diagonal')).toEqual([0, 0]);
    expect(topLeft('mirrored-other-diagonal')).toEqual([2, 1]);
  });

  it('exchanges the sides on quarter turns and diagonals only', () => {
    const sides = DIHEDRAL_FORMS.map((form) => dihedralRaster(corners, form).widthPx);
    expect(sides).toEqual([3, 2, 3, 2, 3, 3, 2, 2]);
  });
});

describe('Hamming distance', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

  it('counts differing bits', () => {
    fc.assert(
      fc.property(hash, hash, (a, b) => {
        const plain = [...a].reduce((sum, byte, i) => sum + (byte ^ b[i]!).toString(2).replaceAll('0', '').length, 0);
        expect(hammingDistance(a, b)).toBe(plain);
        expect(hammingDistance(b, a)).toBe(plain);
        expect(hammingDistance(a, a)).toBe(0);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

describe('matching by PDQ', () => {
  const zero = new Uint8Array(32);
  const withBits = (count: number) =>
    Uint8Array.from({ length: 32 }, (_, i) => (i < count >> 3 ? 255 : i === count >> 3 ? (1 << (count & 7)) - 1 : 0));

  it('accepts a distance of 31 and refuses 32', () => {
    const reference = { bits: zero, quality: 100 };
    expect(pdqMatches(reference, { bits: withBits(31), quality: 100 })).toBe(true);
    expect(pdqMatches(reference, { bits: withBits(32), quality: 100 })).toBe(false);
  });

  it('never matches a hash of quality 49 or less, not even with itself', () => {
    const unreliable = { bits: zero, quality: PDQ_UNRELIABLE_QUALITY };
    const reliable = { bits: zero, quality: PDQ_UNRELIABLE_QUALITY + 1 };
    expect(PDQ_UNRELIABLE_QUALITY).toBe(49);
    expect(pdqMatches(unreliable, unreliable)).toBe(false);
    expect(pdqMatches(reliable, unreliable)).toBe(false);
    expect(pdqMatches(unreliable, reliable)).toBe(false);
    expect(pdqMatches(reliable, reliable)).toBe(true);
  });
});
