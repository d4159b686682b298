import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { squareInput } from '../../../engine/model/resample.ts';

describe('Cutting a view to the model’s input', () => {
  test('returns a picture of the right size as it is', () => {
    const rgb = Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => (i * 37) % 256);
    expect(squareInput({ widthPx: 16, heightPx: 16, rgb }, 16)).toEqual(rgb);
  });

  test('keeps a flat colour flat at any size and aspect ratio', () => {
    const side = fc.integer({ min: 1, max: 90 });
    const level = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 40 }), level, (widthPx, heightPx, sidePx, value) => {
        const rgb = new Uint8Array(widthPx * heightPx * 3).fill(value);
        expect(new Set(squareInput({ widthPx, heightPx, rgb }, sidePx))).toEqual(new Set([value]));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('takes the middle of an oblong picture', () => {
    const column = (x: number) => (x >= 10 && x < 20 ? 200 : 0);
    const rgb = Uint8Array.from({ length: 30 * 10 * 3 }, (_, i) => column(Math.floor(i / 3) % 30));
    expect(new Set(squareInput({ widthPx: 30, heightPx: 10, rgb }, 5))).toEqual(new Set([200]));
  });

  test('averages fine detail away instead of picking pixels', () => {
    const rgb = Uint8Array.from({ length: 120 * 120 * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 0 : 200));
    const inner = squareInput({ widthPx: 120, heightPx: 120, rgb }, 10);
    for (const value of inner) expect(Math.abs(value - 100)).toBeLessThan(8);
  });

  test('commutes with mirroring', () => {
    const rgb = Uint8Array.from({ length: 50 * 50 * 3 }, (_, i) => (i * i) % 251);
    const mirrored = (bytes: Uint8Array, sidePx: number) =>
      Uint8Array.from(bytes, (_, i) => {
        const channel = i % 3;
        const x = Math.floor(i / 3) % sidePx;
        const y = Math.floor(i / 3 / sidePx);
        return bytes[(y * sidePx + sidePx - 1 - x) * 3 + channel]!;
      });
    const there = mirrored(squareInput({ widthPx: 50, heightPx: 50, rgb }, 17), 17);
    const back = squareInput({ widthPx: 50, heightPx: 50, rgb: mirrored(rgb, 50) }, 17);
    for (const [i, value] of back.entries()) expect(Math.abs(value - there[i]!)).toBeLessThanOrEqual(1);
  });
});
