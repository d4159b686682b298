import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../engine/core/errors.ts';
import { decodePicture } from '../../../engine/image/decode.ts';
import { MAX_PICTURE_BYTES } from '../../../engine/image/limits.ts';
import { pngAnnouncing } from './picture-files.ts';

const heic = readFileSync(resolve(import.meta.dirname, 'samples/turned.heic'));
const twelveBitJpeg = readFileSync(resolve(import.meta.dirname, 'samples/twelve-bit.jpg'));
const noise = sharp(Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251)), {
  raw: { width: 64, height: 64, channels: 3 },
});
const png8 = { bitDepth: 8, colourType: 2, interlaced: false } as const;

async function refusal(bytes: Uint8Array): Promise<EngineError> {
  const outcome = await decodePicture(bytes, { maxSidePx: 256 }).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(EngineError);
  return outcome as EngineError;
}

describe('refusing what is not a picture', () => {
  it.each([
    ['plain text', Buffer.from('this is called .png'), 'a text file'],
    [
      'SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'),
      'an SVG drawing',
    ],
    ['SVG with a declaration', Buffer.from('\n<?xml version="1.0"?><svg/>'), 'an SVG drawing'],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'a PDF document'],
    ['Photoshop', Buffer.from('8BPS\0\x01'), 'a Photoshop document'],
    ['ZIP', Buffer.from('PK\x03\x04rest'), 'a ZIP archive or office document'],
    ['video', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0mp42'), 'a file of no known picture format'],
    ['noise', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 'a file of no known picture format'],
    ['one byte', Buffer.from([0xff]), 'a file of no known picture format'],
  ])('names %s', async (_, bytes, received) => {
    const error = await refusal(bytes);
    expect(error.code).toBe('unsupported-format');
    expect(error.details.received).toBe(received);
    expect(error.details.remedy).not.toBe('');
  });

  it('lets no drawing or document loader run, even on bytes that pass for a picture elsewhere', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );
    await expect(sharp(svg).png().toBuffer()).rejects.toThrow();
  });

  it('refuses 12-bit JPEG with a remedy', async () => {
    const error = await refusal(twelveBitJpeg);
    expect(error.code).toBe('unsupported-format');
    expect(error.message).toContain('12 bits');
  });
});

describe('refusing broken pictures', () => {
  it('refuses an empty file', async () => {
    expect((await refusal(new Uint8Array(0))).code).toBe('empty-file');
  });

  it.each([
    ['jpeg', noise.clone().jpeg()],
    ['png', noise.clone().png()],
    ['webp', noise.clone().webp()],
    ['tiff', noise.clone().tiff()],
    ['avif', noise.clone().avif()],
    ['gif', noise.clone().gif()],
  ])('refuses %s cut off anywhere, or cut so late that nothing is missing', async (_, file) => {
    const bytes = await file.toBuffer();
    for (const share of [0.02, 0.1, 0.3, 0.5, 0.7]) {
      const { code } = await refusal(bytes.subarray(0, Math.max(4, Math.floor(bytes.length * share))));
      expect(['unreadable-picture', 'unsupported-format']).toContain(code);
    }
  });

  it('refuses HEIC cut off anywhere, without a word on the console', async () => {
    const written: unknown[] = [];
    const log = console.log;
    console.log = (...words: unknown[]) => written.push(words);
    try {
      for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const { code } = await refusal(heic.subarray(0, Math.floor(heic.length * share)));
        expect(code).toBe('unreadable-picture');
      }
    } finally {
      console.log = log;
    }
    expect(written).toEqual([]);
  });
});

describe('limits', () => {
  it('refuses one byte more than the limit and not the limit itself', async () => {
    expect((await refusal(new Uint8Array(MAX_PICTURE_BYTES + 1))).code).toBe('too-many-bytes');
    expect((await refusal(new Uint8Array(MAX_PICTURE_BYTES))).code).toBe('unsupported-format');
  });

  it.each([
    ['side-too-long', 50_000, 50_000],
    ['side-too-long', 30_001, 3_000],
    ['too-many-pixels', 10_001, 10_000],
    ['aspect-ratio-too-large', 1, 20_000],
    ['aspect-ratio-too-large', 1601, 100],
    // Within the limits: the header is accepted, and only then the missing data found.
    ['unreadable-picture', 10_000, 10_000],
    ['unreadable-picture', 30_000, 3_000],
    ['unreadable-picture', 1600, 100],
  ] as const)('says %s for %i × %i px, from the header', async (code, widthPx, heightPx) => {
    const started = performance.now();
    const before = process.memoryUsage().rss;
    const error = await refusal(pngAnnouncing({ ...png8, widthPx, heightPx }));
    expect(error.code).toBe(code);
    if (code !== 'unreadable-picture') {
      expect(error.message).toContain(`${widthPx} × ${heightPx} px`);
      expect(performance.now() - started).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
    }
  });

  it('counts what an interlaced picture takes once decoded', async () => {
    const head = { widthPx: 8000, heightPx: 8000, bitDepth: 16, colourType: 6 } as const;
    const interlaced = await refusal(pngAnnouncing({ ...head, interlaced: true }));
    expect(interlaced.code).toBe('too-many-pixels');
    expect(interlaced.message).toContain('512 MB');
    expect((await refusal(pngAnnouncing({ ...head, interlaced: false }))).code).toBe('unreadable-picture');
  });

  it('speaks the grammar of expected, received and remedy', async () => {
    const error = await refusal(pngAnnouncing({ ...png8, widthPx: 1, heightPx: 20_000 }));
    expect(error.message).toBe(
      'Expected a picture at most 16 times as long as it is wide but received a picture of 1 × 20000 px. Cut out a piece that shows one or more whole repeats.',
    );
  });
});
