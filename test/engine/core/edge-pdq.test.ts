import { describe, expect, it } from 'vitest';
import { DIHEDRAL_FORMS } from '../../../engine/core/dihedral.ts';
import { dihedralRaster } from '../../../engine/core/dihedral-raster.ts';
import { edgePdqDihedral, edgePdqHash } from '../../../engine/core/edge-pdq.ts';
import { hammingDistance, PDQ_MATCH_DISTANCE, pdqHash } from '../../../engine/core/pdq.ts';
import { coloured, drawing, inverted, paint, randomPalette, withNoise } from './sample-pictures.ts';

const SIDE_PX = 320;
const COLOURS = 5;
const picture = (seed: number, paletteSeed: number) =>
  coloured(drawing(seed, SIDE_PX, COLOURS), SIDE_PX, randomPalette(paletteSeed, COLOURS));
const seeds = Array.from({ length: 15 }, (_, i) => i + 1);

describe('the hash of edges', () => {
  it('matches twins in unrelated palettes, which the plain hash does not', () => {
    const edge = seeds.map((s) =>
      hammingDistance(edgePdqHash(picture(s, s)).bits, edgePdqHash(picture(s, 900 + s)).bits),
    );
    const plain = seeds.map((s) => hammingDistance(pdqHash(picture(s, s)).bits, pdqHash(picture(s, 900 + s)).bits));
    expect(Math.max(...edge)).toBeLessThanOrEqual(PDQ_MATCH_DISTANCE);
    expect(Math.min(...plain)).toBeGreaterThan(PDQ_MATCH_DISTANCE);
  });

  it('matches inverted and noisy twins', () => {
    for (const seed of seeds) {
      const original = edgePdqHash(picture(seed, seed));
      expect(hammingDistance(original.bits, edgePdqHash(inverted(picture(seed, seed))).bits)).toBeLessThanOrEqual(12);
      const noisy = edgePdqHash(withNoise(picture(seed, seed), seed, 6));
      expect(hammingDistance(original.bits, noisy.bits)).toBeLessThanOrEqual(PDQ_MATCH_DISTANCE);
    }
  });

  it('keeps unrelated drawings in the same palette far apart', () => {
    for (const seed of seeds) {
      const distance = hammingDistance(edgePdqHash(picture(seed, 1)).bits, edgePdqHash(picture(seed + 50, 1)).bits);
      expect(distance).toBeGreaterThan(80);
    }
  });

  it('has the same eight forms as the turned and mirrored pictures', () => {
    const raster = picture(1, 1);
    const forms = edgePdqDihedral(raster);
    DIHEDRAL_FORMS.forEach((form, i) => {
      const direct = edgePdqHash(dihedralRaster(raster, form));
      expect(hammingDistance(direct.bits, forms[i]!.bits), form).toBeLessThanOrEqual(PDQ_MATCH_DISTANCE);
    });
  });

  it('has quality 0 where there are no edges', () => {
    expect(edgePdqHash(paint(100, 80, () => [200, 30, 60])).quality).toBe(0);
  });
});
