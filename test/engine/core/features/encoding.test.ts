import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { decodeFeatures, FeatureFormatError } from '../../../../engine/core/features/encoding.ts';
import { extractFeatures } from '../../../../engine/core/features/extract.ts';
import { designRaster } from './drawn-design.ts';

vi.setConfig({ testTimeout: 60_000 });

const raster = designRaster(7, { widthPx: 320, heightPx: 256 });
const repeat = {
  type: 'straight',
  vectorsPx: [
    [64, 0],
    [0, 64],
  ],
  confidence: 0.9,
} as const;
const encoded = extractFeatures(raster, repeat, 640, 512);

describe('stored verification features', () => {
  it('come back in pixels of the original with the repeat and its unit', () => {
    const decoded = decodeFeatures(encoded);
    expect(decoded.widthPx).toBe(640);
    expect(decoded.heightPx).toBe(512);
    expect(decoded.repeat.type).toBe('straight');
    expect(decoded.repeat.vectorsPx).toEqual([
      [128, 0],
      [0, 128],
    ]);
    expect(decoded.unit?.structure.width).toBe(64);
    expect(decoded.keypoints.count).toBeGreaterThan(30);
    expect(Math.max(...decoded.keypoints.x)).toBeLessThanOrEqual(640);
  });

  it('are the same bytes for the same picture', () => {
    expect(extractFeatures(raster, repeat, 640, 512)).toEqual(encoded);
  });

  it('take at most 48 KB', () => {
    expect(encoded.length).toBeLessThanOrEqual(48 * 1024);
    const square = designRaster(3, { widthPx: 512, heightPx: 512 });
    const none = { type: 'none', vectorsPx: [], confidence: 0 } as const;
    expect(extractFeatures(square, none, 512, 512).length).toBeLessThanOrEqual(48 * 1024);
  });

  it('are refused when a byte is altered, wherever it is', () => {
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = encoded.slice();
        damaged[at] = damaged[at]! ^ change;
        expect(() => decodeFeatures(damaged)).toThrow(FeatureFormatError);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('are refused when cut short, lengthened or made up', () => {
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), (length) => {
        expect(() => decodeFeatures(encoded.slice(0, length))).toThrow(FeatureFormatError);
      }),
      { seed: 2, numRuns: 50 },
    );
    expect(() => decodeFeatures(Uint8Array.from([...encoded, 0]))).toThrow(FeatureFormatError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => decodeFeatures(bytes)).toThrow(FeatureFormatError);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('are read from the middle of a larger buffer', () => {
    const larger = new Uint8Array(encoded.length + 13);
    larger.set(encoded, 5);
    expect(decodeFeatures(larger.subarray(5, 5 + encoded.length))).toEqual(decodeFeatures(encoded));
  });
});
