import { describe, expect, it } from 'vitest';
import { assessQuality, MIN_SIDE_PX } from '../../../engine/core/quality-gate.ts';
import type { Raster } from '../../../engine/core/raster.ts';
import { decodePicture } from '../../../engine/image/decode.ts';
import { jpegOf } from '../image/picture-files.ts';
import { coloured, drawing, paint, type Rgb, randomPalette, seededRandom, withNoise } from './sample-pictures.ts';

const verdict = (raster: Raster) => {
  const outcome = assessQuality(raster, raster.widthPx, raster.heightPx);
  return outcome.comparable ? 'comparable' : outcome.reason;
};
const throughJpeg = async (raster: Raster, quality: number) =>
  (await decodePicture(await jpegOf(raster, quality), { maxSidePx: 1024 })).raster;

const CLOTH: Rgb = [150, 140, 130];
const flat = (sidePx: number) => paint(sidePx, sidePx, () => CLOTH);
/** Squares that are `step` of 255 lighter than the cloth. */
const toneOnTone = (sidePx: number, squarePx: number, step: number) =>
  paint(sidePx, sidePx, (x, y) => {
    const lift = (Math.floor(x / squarePx) + Math.floor(y / squarePx)) % 2 === 0 ? step : 0;
    return [CLOTH[0] + lift, CLOTH[1] + lift, CLOTH[2] + lift];
  });

describe('the quality gate', () => {
  it('refuses a shorter side below 32 px of the original and accepts 32', () => {
    const raster = coloured(drawing(1, 64, 4), 64, randomPalette(1, 4));
    expect(MIN_SIDE_PX).toBe(32);
    expect(assessQuality(raster, 31, 400)).toEqual({ comparable: false, reason: 'too-small' });
    expect(assessQuality(raster, 400, 31)).toEqual({ comparable: false, reason: 'too-small' });
    expect(assessQuality(raster, 32, 400)).toEqual({ comparable: true });
  });

  it('passes a bold check of the least size', () => {
    expect(verdict(toneOnTone(32, 4, 60))).toBe('comparable');
  });

  it('calls one pixel too small and survives it', () => {
    expect(verdict(paint(1, 1, () => CLOTH))).toBe('too-small');
  });

  it.each([64, 200, 700])(
    'calls a flat picture of %i px blank, with the noise of a camera and as JPEG too',
    async (sidePx) => {
      expect(verdict(flat(sidePx))).toBe('blank');
      const noisy = withNoise(flat(sidePx), 1, 2);
      expect(verdict(noisy)).toBe('blank');
      for (const quality of [30, 75, 95]) expect(verdict(await throughJpeg(noisy, quality))).toBe('blank');
    },
  );

  it.each([5, 15, 40])('never takes noise of deviation %i for a pattern, as JPEG neither', async (deviation) => {
    const noisy = withNoise(flat(300), 2, deviation);
    for (const raster of [noisy, await throughJpeg(noisy, 30), await throughJpeg(noisy, 75)]) {
      expect(verdict(raster)).not.toBe('comparable');
    }
    if (deviation >= 15) expect(verdict(noisy)).toBe('without-structure');
  });

  it('finds smooth gradients without structure, straight and round, as a good JPEG too', async () => {
    const straight = paint(500, 500, (x, y) => [60 + 0.26 * x, 80 + 0.2 * y, 120]);
    const round = paint(500, 500, (x, y) => {
      const light = 230 - 240 * Math.hypot(x / 500 - 0.5, y / 500 - 0.5) ** 2;
      return [light, light, light];
    });
    for (const gradient of [straight, round]) {
      expect(verdict(gradient)).toBe('without-structure');
      expect(verdict(await throughJpeg(gradient, 75))).toBe('without-structure');
    }
  });

  it.each([5, 16, 60])(
    'passes a tone-on-tone pattern of 4 of 255 steps in squares of %i px, as JPEG too',
    async (squarePx) => {
      const faint = toneOnTone(700, squarePx, 4);
      expect(verdict(faint)).toBe('comparable');
      expect(verdict(await throughJpeg(faint, 75))).toBe('comparable');
    },
  );

  it('takes a step of 1 of 255 for blank: nobody sees it', () => {
    expect(verdict(toneOnTone(700, 16, 1))).toBe('blank');
  });

  it('passes a faint pattern under noise', () => {
    expect(verdict(withNoise(toneOnTone(700, 16, 8), 3, 3))).toBe('comparable');
  });

  it('passes pinstripes that only the full resolution shows', () => {
    expect(verdict(paint(1000, 1000, (x) => (x % 4 === 0 ? [146, 136, 126] : CLOTH)))).toBe('comparable');
  });

  it('passes scattered marks without any repeat', () => {
    const random = seededRandom(4);
    const raster = flat(600);
    for (let mark = 0; mark < 400; mark++) {
      const left = Math.floor(random() * 590);
      const top = Math.floor(random() * 590);
      for (let y = top; y < top + 7; y++) raster.rgb.fill(90, (y * 600 + left) * 3, (y * 600 + left + 7) * 3);
    }
    expect(verdict(raster)).toBe('comparable');
  });

  it('passes drawings of every size', () => {
    for (const sidePx of [64, 200, 700]) {
      for (let seed = 1; seed <= 5; seed++) {
        expect(verdict(coloured(drawing(seed, sidePx, 5), sidePx, randomPalette(seed, 5))), `${sidePx}, ${seed}`).toBe(
          'comparable',
        );
      }
    }
  });
});
