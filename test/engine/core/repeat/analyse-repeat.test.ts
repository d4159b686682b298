import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { compareLattices } from '../../../../bench/lattice.ts';
import type { Vec2 } from '../../../../engine/core/geometry.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import { analyseRepeat } from '../../../../engine/core/repeat/analyse-repeat.ts';
import { canonicalUnit } from '../../../../engine/core/repeat/canonical-unit.ts';
import { type Design, repeatingDesign } from './designs.ts';
import { plainPicture } from './plain-pictures.ts';

const full = process.env.SELVEDGE_FULL === '1';
/** Side of the pictures without repeat: drawing them takes longer than looking at them. */
const plainSidePx = full ? 512 : 256;
/** Designs from this seed on were never looked at while the analysis was tuned. */
const FIRST_UNSEEN_SEED = 1_000_000;

const sameLattice = (truth: readonly Vec2[], found: readonly Vec2[]) => compareLattices(truth, found) === 'same';

async function asSeen({ raster, jpegQuality }: Design): Promise<Raster> {
  if (jpegQuality === null) return raster;
  const { widthPx, heightPx, rgb } = raster;
  const jpeg = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .jpeg({ quality: jpegQuality })
    .toBuffer();
  return { widthPx, heightPx, rgb: new Uint8Array(await sharp(jpeg).raw().toBuffer()) };
}

function mapPixels(raster: Raster, widthPx: number, heightPx: number, source: (x: number, y: number) => Vec2): Raster {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const [sx, sy] = source(x, y);
      const from = (sy * raster.widthPx + sx) * 3;
      rgb.set(raster.rgb.subarray(from, from + 3), (y * widthPx + x) * 3);
    }
  return { widthPx, heightPx, rgb };
}

/** Clean designs of several kinds, found right as they are. */
const samples = [12, 26, 30].map((seed) => repeatingDesign(seed));

describe('repeat analysis', () => {
  it('finds lattice and type of unseen designs, with light, noise, cloth and JPEG on them', {
    timeout: 600_000,
  }, async () => {
    const count = full ? 360 : 12;
    let lattice = 0;
    let type = 0;
    for (let k = 0; k < count; k++) {
      const design = repeatingDesign(FIRST_UNSEEN_SEED + k);
      const found = analyseRepeat(await asSeen(design));
      if (sameLattice(design.vectorsPx, found.vectorsPx)) lattice++;
      if (found.type === design.type) type++;
    }
    console.log(`repeat: lattice right ${lattice}/${count}, type right ${type}/${count}`);
    expect(lattice / count).toBeGreaterThanOrEqual(0.86);
    expect(type / count).toBeGreaterThanOrEqual(0.88);
  });

  it('finds no repeat in pictures that have none', { timeout: 600_000 }, () => {
    const count = full ? 240 : 11;
    let none = 0;
    for (let k = 0; k < count; k++)
      if (analyseRepeat(plainPicture(FIRST_UNSEEN_SEED + k, plainSidePx).raster).type === 'none') none++;
    console.log(`repeat: none right ${none}/${count}`);
    expect(none / count).toBeGreaterThanOrEqual(0.95);
  });

  it('turns the vectors with the picture', () => {
    for (const { raster, vectorsPx, name } of samples) {
      const side = raster.widthPx;
      const turned = mapPixels(raster, side, side, (x, y) => [y, side - 1 - x]);
      const expected = vectorsPx.map(([x, y]): Vec2 => [-y, x]);
      expect(sameLattice(expected, analyseRepeat(turned).vectorsPx), name).toBe(true);
    }
  });

  it('mirrors the vectors with the picture', () => {
    for (const { raster, vectorsPx, name } of samples) {
      const side = raster.widthPx;
      const mirrored = mapPixels(raster, side, side, (x, y) => [side - 1 - x, y]);
      const expected = vectorsPx.map(([x, y]): Vec2 => [-x, y]);
      expect(sameLattice(expected, analyseRepeat(mirrored).vectorsPx), name).toBe(true);
    }
  });

  it('finds the same vectors wherever the frame lies', () => {
    for (const { raster, vectorsPx, name } of samples) {
      const side = raster.widthPx - 37;
      const shifted = mapPixels(raster, side, side, (x, y) => [x + 37, y + 21]);
      expect(sameLattice(vectorsPx, analyseRepeat(shifted).vectorsPx), name).toBe(true);
    }
  });

  it('scales the vectors with the picture', async () => {
    for (const { raster, vectorsPx, name } of samples) {
      const { widthPx, heightPx, rgb } = raster;
      const side = Math.round(widthPx * 0.7);
      const smaller = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
        .resize(side, side)
        .raw()
        .toBuffer();
      const found = analyseRepeat({ widthPx: side, heightPx: side, rgb: new Uint8Array(smaller) });
      const scale = side / widthPx;
      const expected = vectorsPx.map(([x, y]): Vec2 => [x * scale, y * scale]);
      expect(sameLattice(expected, found.vectorsPx), name).toBe(true);
    }
  });

  it('says none of blank and of tiny pictures', () => {
    for (const side of [1, 2, 15, 200]) {
      const blank = { widthPx: side, heightPx: side, rgb: new Uint8Array(side * side * 3).fill(90) };
      expect(analyseRepeat(blank)).toMatchObject({ type: 'none', vectorsPx: [], confidence: 0 });
    }
  });
});

describe('canonical unit', () => {
  it('shows what the picture shows at the places that its matrix names', () => {
    const { raster } = samples[0] as Design;
    const found = analyseRepeat(raster);
    const unit = canonicalUnit(raster, found, 96);
    expect(unit).not.toBeNull();
    if (!unit) return;
    const [xx, xy, x0, yx, yy, y0] = unit.unitToRaster;
    let difference = 0;
    for (let row = 0; row < 96; row++)
      for (let column = 0; column < 96; column++) {
        const x = Math.round(xx * column + xy * row + x0);
        const y = Math.round(yx * column + yy * row + y0);
        for (let c = 0; c < 3; c++)
          difference += Math.abs(
            raster.rgb[(y * raster.widthPx + x) * 3 + c]! - unit.rgb[(row * 96 + column) * 3 + c]!,
          );
      }
    expect(unit.occurrences).toBeGreaterThan(3);
    expect(difference / unit.rgb.length).toBeLessThan(12);
  });

  it('does not exist where nothing repeats', () => {
    expect(canonicalUnit({ widthPx: 4, heightPx: 4, rgb: new Uint8Array(48) }, { vectorsPx: [] }, 16)).toBeNull();
  });
});
