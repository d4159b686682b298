import { describe, expect, it } from 'vitest';
import { type DesignSpec, designOf, type Family, generateLookAlike, generateSpec } from '../../../../datasets/index.ts';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import { alignPictures } from '../../../../engine/core/matching/align-pictures.ts';
import { detailAgreement } from '../../../../engine/core/matching/detail-agreement.ts';
import { preparePicture } from '../../../../engine/core/matching/prepared-picture.ts';
import { analyseRepeat } from '../../../../engine/core/repeat/analyse-repeat.ts';

async function prepared(spec: DesignSpec) {
  const raster = await designOf(spec, 320);
  return preparePicture(
    decodeFeatures(extractFeatures(raster, analyseRepeat(raster), raster.widthPx, raster.heightPx)),
  );
}

async function agreementOf(query: DesignSpec, candidate: DesignSpec) {
  const { best } = alignPictures(await prepared(query), await prepared(candidate));
  if (!best) throw new Error('Expected an alignment.');
  return { detail: detailAgreement(best), overall: best.windows.overall };
}

describe('agreement in small windows', () => {
  it.each<[Family, number]>([
    ['ogee', 10000071],
    ['paisley', 10000047],
  ])(
    'is lower for other motifs in the same places of %s than agreement at large is, and stays high for the motifs themselves in other colours',
    async (family, seed) => {
      const spec = generateSpec(seed, family);
      const recoloured = { ...spec, palette: [...spec.palette].reverse() };
      const copy = await agreementOf(recoloured, spec);
      const other = await agreementOf(generateLookAlike(spec, 'other-drawing'), spec);
      expect(copy.detail).toBeGreaterThan(0.9);
      expect(other.overall).toBeGreaterThan(0.8);
      expect(other.detail).toBeLessThan(copy.detail - 0.1);
      expect(copy.overall - copy.detail).toBeLessThan(other.overall - other.detail);
    },
  );

  it('is 1 for a picture on itself', async () => {
    const spec = generateSpec(11, 'damask');
    expect((await agreementOf(spec, spec)).detail).toBeGreaterThan(0.99);
  });
});
