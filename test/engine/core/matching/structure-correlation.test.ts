import { describe, expect, it } from 'vitest';
import { generateDesign } from '../../../../datasets/index.ts';
import { decodeFeatures } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import type { Affine } from '../../../../engine/core/matching/affine.ts';
import { preparePicture } from '../../../../engine/core/matching/prepared-picture.ts';
import { type Surface, sampleGrid } from '../../../../engine/core/matching/sample-grid.ts';
import {
  structureCorrelation,
  structureCorrelationPlainly,
} from '../../../../engine/core/matching/structure-correlation.ts';
import { analyseRepeat } from '../../../../engine/core/repeat/analyse-repeat.ts';

async function prepared(seed: number, family: 'damask' | 'tropical') {
  const raster = await generateDesign(seed, { family, sidePx: 320 });
  return preparePicture(
    decodeFeatures(extractFeatures(raster, analyseRepeat(raster), raster.widthPx, raster.heightPx)),
  );
}

const MAPS: readonly Affine[] = [
  { a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0 },
  { a: 0.8, b: 0.3, c: -0.3, d: 0.8, tx: 31.5, ty: -12.25 },
  // Odd numbers: a sample on the very border of a picture may be in or out by rounding.
  { a: -1.2, b: 0.1, c: 0.1, d: 1.2, tx: 301.37, ty: 20.83 },
  { a: 2, b: 0, c: 0, d: 2, tx: -700, ty: 4000 },
];

describe('the correlation that refinement climbs', () => {
  it('is what the plain form gives, over whole pictures and over repeat units, coarse and fine', async () => {
    const query = await prepared(11, 'damask');
    const candidate = await prepared(12, 'tropical');
    const surfaces: Surface[] = [query, candidate].flatMap((picture) => [
      { picture, unit: null },
      ...(picture.unit ? [{ picture, unit: picture.unit }] : []),
    ]);
    expect(surfaces.some(({ unit }) => unit !== null)).toBe(true);
    for (const own of surfaces)
      for (const target of surfaces)
        for (const density of ['coarse', 'usual'] as const) {
          const grid = sampleGrid(own, density);
          const plain = MAPS.map((map) => structureCorrelationPlainly(grid, target, map));
          const correlationOf = structureCorrelation(grid, target);
          for (const [index, map] of MAPS.entries()) expect(correlationOf(map)).toBeCloseTo(plain[index]!, 4);
        }
  });

  it('is 1 for a picture on itself and 0 where there is nothing in common', async () => {
    const picture = await prepared(11, 'damask');
    const whole: Surface = { picture, unit: null };
    const correlationOf = structureCorrelation(sampleGrid(whole, 'usual'), whole);
    expect(correlationOf(MAPS[0]!)).toBeGreaterThan(0.98);
    expect(correlationOf({ ...MAPS[0]!, tx: 10_000 })).toBe(0);
  });
});
