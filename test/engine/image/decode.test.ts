import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Raster } from '../../../engine/core/raster.ts';
import { decodePicture } from '../../../engine/image/decode.ts';
import { encodePng, encodeThumbnail } from '../../../engine/image/encode.ts';
import { paint, type Rgb } from '../core/sample-pictures.ts';

const COLOUR: Rgb = [200, 100, 50];
const flat = () => sharp({ create: { width: 90, height: 60, channels: 3, background: '#c86432' } });
const sampleFile = (name: string) => readFileSync(resolve(import.meta.dirname, 'samples', name));

function pixel({ widthPx, rgb }: Raster, x: number, y: number): readonly number[] {
  return Array.from(rgb.slice((y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3));
}

function expectColour(actual: readonly number[], expected: Rgb, tolerance: number): void {
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `${actual} instead of ${expected}`).toBeLessThanOrEqual(tolerance);
  });
}

describe('decoding', () => {
  it.each([
    ['jpeg', flat().jpeg(), 4],
    ['jpeg', flat().jpeg({ progressive: true }), 4],
    ['png', flat().png(), 0],
    ['png', flat().png({ palette: true }), 1],
    ['png', flat().toColourspace('rgb16').png(), 1],
    ['webp', flat().webp(), 5],
    ['tiff', flat().tiff(), 1],
    ['tiff', flat().toColourspace('rgb16').tiff(), 1],
    ['avif', flat().avif(), 5],
    ['gif', flat().gif(), 1],
  ] as const)('reads %s as upright sRGB of 8 bits (case %#)', async (format, file, tolerance) => {
    const decoded = await decodePicture(await file.toBuffer(), { maxSidePx: 1024 });
    expect(decoded).toMatchObject({ format, originalWidthPx: 90, originalHeightPx: 60 });
    expect(decoded.raster).toMatchObject({ widthPx: 90, heightPx: 60 });
    expect(decoded.raster.rgb).toHaveLength(90 * 60 * 3);
    expectColour(pixel(decoded.raster, 45, 30), COLOUR, tolerance);
  });

  it('spreads grey over three channels', async () => {
    for (const file of [flat().greyscale().png(), flat().greyscale().jpeg(), flat().toColourspace('grey16').png()]) {
      const { raster } = await decodePicture(await file.toBuffer(), { maxSidePx: 1024 });
      expect(raster.rgb).toHaveLength(90 * 60 * 3);
      const [red, green, blue] = pixel(raster, 10, 10);
      expect([green, blue]).toEqual([red, red]);
    }
  });

  it('turns CMYK into sRGB', async () => {
    for (const file of [flat().toColourspace('cmyk').jpeg(), flat().toColourspace('cmyk').tiff()]) {
      const { raster } = await decodePicture(await file.toBuffer(), { maxSidePx: 1024 });
      // The orange lies outside the printable colours, so it comes back a little darker.
      expectColour(pixel(raster, 10, 10), COLOUR, 35);
    }
  });

  it('turns an embedded Display P3 profile into sRGB', async () => {
    const inP3 = await flat().withIccProfile('p3').png().toBuffer();
    const untransformed = await sharp(inP3, { ignoreIcc: true }).raw().toBuffer();
    const { raster } = await decodePicture(inP3, { maxSidePx: 1024 });
    expectColour(pixel(raster, 10, 10), COLOUR, 3);
    expect(Math.abs(untransformed[0]! - COLOUR[0])).toBeGreaterThan(5);
  });

  it('lays transparent parts on white, half-transparent ones half', async () => {
    const clear = sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const half = sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } },
    });
    const decode = async (file: Sharp) => (await decodePicture(await file.toBuffer(), { maxSidePx: 20 })).raster;
    expect(new Set((await decode(clear.png())).rgb)).toEqual(new Set([255]));
    expectColour(pixel(await decode(half.png()), 5, 5), [127, 127, 127], 2);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('makes EXIF orientation %i upright', async (orientation) => {
    const upright = paint(48, 32, (x, y) =>
      x < 24 ? (y < 16 ? [255, 0, 0] : [0, 255, 0]) : y < 16 ? [0, 0, 255] : [255, 255, 0],
    );
    // sharp mirrors before it turns, whatever the order of the calls.
    const undo = [
      (s: Sharp) => s,
      (s: Sharp) => s.flop(),
      (s: Sharp) => s.rotate(180),
      (s: Sharp) => s.flip(),
      (s: Sharp) => s.rotate(90).flip(),
      (s: Sharp) => s.rotate(270),
      (s: Sharp) => s.rotate(90).flop(),
      (s: Sharp) => s.rotate(90),
    ][orientation - 1]!;
    const turned = await undo(sharp(await encodePng(upright)))
      .png()
      .toBuffer();
    const stored = await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    const viewer = await sharp(stored).autoOrient().raw().toBuffer();
    expectColour(Array.from(viewer.subarray(0, 3)), [255, 0, 0], 20);
    const { raster, originalWidthPx, originalHeightPx } = await decodePicture(stored, { maxSidePx: 1024 });
    expect([originalWidthPx, originalHeightPx, raster.widthPx, raster.heightPx]).toEqual([48, 32, 48, 32]);
    expectColour(pixel(raster, 8, 6), [255, 0, 0], 20);
    expectColour(pixel(raster, 40, 6), [0, 0, 255], 20);
    expectColour(pixel(raster, 8, 26), [0, 255, 0], 20);
    expectColour(pixel(raster, 40, 26), [255, 255, 0], 20);
  });

  it('ignores an EXIF orientation that does not exist', async () => {
    const valid = await flat().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    // The entry of tag 0x0112, type 3, count 1, whose value 6 becomes 99.
    const at = valid.indexOf(Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6]));
    expect(at).toBeGreaterThan(0);
    valid[at + 8] = 99;
    const { originalWidthPx, originalHeightPx } = await decodePicture(valid, { maxSidePx: 1024 });
    expect([originalWidthPx, originalHeightPx]).toEqual([90, 60]);
  });

  it('shrinks to the asked side and still states the size of the original', async () => {
    const large = await sharp({ create: { width: 1500, height: 900, channels: 3, background: '#c86432' } })
      .jpeg()
      .toBuffer();
    const { raster, originalWidthPx, originalHeightPx } = await decodePicture(large, { maxSidePx: 100 });
    expect([originalWidthPx, originalHeightPx]).toEqual([1500, 900]);
    expect([raster.widthPx, raster.heightPx]).toEqual([100, 60]);
  });

  it('takes the first frame of an animation and the first page of a file', async () => {
    const frames = Buffer.concat([Buffer.alloc(20 * 20 * 3, 10), Buffer.alloc(20 * 20 * 3, 240)]);
    const strip = () => sharp(frames, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } });
    for (const file of [strip().gif(), strip().webp({ lossless: true }), strip().tiff()]) {
      const bytes = await file.toBuffer();
      expect((await sharp(bytes).metadata()).pages).toBe(2);
      const { raster, originalHeightPx } = await decodePicture(bytes, { maxSidePx: 1024 });
      expect([originalHeightPx, raster.heightPx]).toEqual([20, 20]);
      expectColour(pixel(raster, 10, 10), [10, 10, 10], 1);
    }
  });

  it('goes on with a picture of one pixel', async () => {
    const { raster } = await decodePicture(await encodePng(paint(1, 1, () => [1, 2, 3])), { maxSidePx: 1024 });
    expect([...raster.rgb]).toEqual([1, 2, 3]);
  });

  it('reads HEIC, turned as the file says', async () => {
    const { raster, format, originalWidthPx, originalHeightPx } = await decodePicture(sampleFile('turned.heic'), {
      maxSidePx: 80,
    });
    expect({ format, originalWidthPx, originalHeightPx }).toEqual({
      format: 'heic',
      originalWidthPx: 96,
      originalHeightPx: 160,
    });
    expect([raster.widthPx, raster.heightPx]).toEqual([48, 80]);
    expectColour(pixel(raster, 44, 4), [20, 60, 140], 12);
  });

  it('turns the Display P3 of a phone’s HEIC into sRGB', async () => {
    const { raster } = await decodePicture(sampleFile('display-p3.heic'), { maxSidePx: 1024 });
    expectColour(pixel(raster, 30, 30), [215, 93, 32], 3);
  });

  it('refuses a working size out of range', async () => {
    for (const maxSidePx of [0, 1.5, 10_000, Number.NaN]) {
      await expect(decodePicture(sampleFile('turned.heic'), { maxSidePx })).rejects.toThrow(RangeError);
    }
  });
});

describe('thumbnails', () => {
  it('are WebP, upright, within the side, without metadata', async () => {
    const bytes = await flat()
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .withExifMerge({ IFD0: { Artist: 'A' } })
      .jpeg()
      .toBuffer();
    const thumbnail = await sharp(await encodeThumbnail(bytes, 30)).metadata();
    expect(thumbnail).toMatchObject({ format: 'webp', width: 20, height: 30, hasProfile: false });
    expect(thumbnail.exif).toBeUndefined();
    expect(thumbnail.orientation).toBeUndefined();
  });
});
