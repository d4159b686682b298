import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { EngineError } from '../../../engine/core/errors.ts';
import { decodePicture } from '../../../engine/image/decode.ts';
import { encodePng } from '../../../engine/image/encode.ts';
import { coloured, drawing, randomPalette, seededRandom } from '../core/sample-pictures.ts';

const FULL = process.env.SELVEDGE_FULL === '1';
const ROUNDS = FULL ? 10_000 : 300;

/** Bits turned, stretches overwritten, repeated, removed, or the end cut off: what broken transfers and ill will do to a file. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const result = Buffer.from(bytes);
  const place = (): number => Math.floor(random() ** 2 * result.length);
  const changes = 1 + Math.floor(random() * 6);
  for (let change = 0; change < changes; change++) {
    const at = place();
    const kind = Math.floor(random() * 4);
    if (kind === 0) result[at] = result[at]! ^ (1 << Math.floor(random() * 8));
    else if (kind === 1)
      result.fill(Math.floor(random() * 256), at, Math.min(result.length, at + 1 + Math.floor(random() * 8)));
    else if (kind === 2) result.copyWithin(at, place(), place());
    else if (at + 4 <= result.length) result.writeUInt32BE(Math.floor(random() * 2 ** 32), at);
  }
  return random() < 0.15 ? result.subarray(0, place()) : result;
}

it(`decodes or refuses ${ROUNDS} mutated files, with bounded memory`, { timeout: 1_800_000 }, async () => {
  const png = await encodePng(coloured(drawing(1, 96, 5), 96, randomPalette(1, 5)));
  const picture = sharp(png);
  const originals = [
    png,
    readFileSync(resolve(import.meta.dirname, 'samples/turned.heic')),
    ...(await Promise.all([
      picture.clone().jpeg().toBuffer(),
      picture.clone().jpeg({ progressive: true }).withMetadata({ orientation: 6 }).toBuffer(),
      picture.clone().webp().toBuffer(),
      picture.clone().tiff({ compression: 'lzw' }).toBuffer(),
      picture.clone().avif().toBuffer(),
      picture.clone().gif().toBuffer(),
      picture.clone().png({ palette: true, progressive: true }).toBuffer(),
    ])),
  ];
  const random = seededRandom(20);
  const before = process.memoryUsage().rss;
  let decoded = 0;
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutated(originals[round % originals.length]!, random);
    try {
      const { raster, originalWidthPx, originalHeightPx } = await decodePicture(bytes, { maxSidePx: 256 });
      expect(raster.rgb.length).toBe(raster.widthPx * raster.heightPx * 3);
      expect(Math.max(raster.widthPx, raster.heightPx)).toBeLessThanOrEqual(256);
      expect(Math.min(raster.widthPx, raster.heightPx, originalWidthPx, originalHeightPx)).toBeGreaterThan(0);
      decoded++;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refused++;
    }
  }
  expect(decoded).toBeGreaterThan(ROUNDS / 50);
  expect(refused).toBeGreaterThan(ROUNDS / 10);
  expect(process.memoryUsage().rss - before).toBeLessThan(700e6);
});
