import { EngineError } from '../core/errors.ts';
import { openPicture } from './decoder.ts';
import {
  MAX_ASPECT_RATIO,
  MAX_DECODED_BYTES,
  MAX_HEIC_PIXELS,
  MAX_PICTURE_BYTES,
  MAX_PICTURE_PIXELS,
  MAX_PICTURE_SIDE_PX,
} from './limits.ts';
import { unreadablePicture } from './refusal.ts';
import { type PictureFormat, sniffFormat } from './sniff.ts';

/** What the first bytes of a picture say, before a pixel is decoded. */
export interface PictureHeader {
  readonly format: PictureFormat;
  /** As stored, before orientation. */
  readonly storedWidthPx: number;
  readonly storedHeightPx: number;
  /** EXIF orientation 1–8; 1 where it is absent or nonsense. */
  readonly orientation: number;
  /** The embedded ICC profile, as the file has it. */
  readonly profile?: Uint8Array;
}

/** Reads the header and refuses what is not a picture or lies beyond a limit, without decoding it. */
export async function readHeader(bytes: Uint8Array): Promise<PictureHeader> {
  checkBytes(bytes);
  const format = checkFormat(bytes);
  const metadata = await openPicture(bytes, false)
    .metadata()
    .catch((cause: unknown) => {
      throw unreadablePicture(format, cause);
    });
  const storedWidthPx = metadata.width;
  const storedHeightPx = metadata.pageHeight ?? metadata.height;
  checkSize(format, storedWidthPx, storedHeightPx);
  const orientation = metadata.orientation ?? 1;
  const streams = (format === 'jpeg' || format === 'png') && !metadata.isProgressive;
  if (!streams) {
    const sampleBytes = metadata.depth === 'uchar' ? 1 : metadata.depth === 'ushort' ? 2 : 4;
    checkDecodedBytes(storedWidthPx * storedHeightPx * metadata.channels * sampleBytes);
  }
  return {
    format,
    storedWidthPx,
    storedHeightPx,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    ...(metadata.icc && { profile: metadata.icc }),
  };
}

function checkBytes(bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw new EngineError('empty-file', {
      expected: 'a picture',
      received: 'a file of 0 bytes',
      remedy: 'The upload or copy may have been cut off: send the file again.',
    });
  }
  if (bytes.length > MAX_PICTURE_BYTES) {
    throw new EngineError('too-many-bytes', {
      expected: `a picture of at most ${MAX_PICTURE_BYTES / 1e6} MB`,
      received: `a file of ${(bytes.length / 1e6).toFixed(1)} MB`,
      remedy: 'Save it as JPEG or at a lower resolution and try again.',
    });
  }
}

function checkFormat(bytes: Uint8Array): PictureFormat {
  const sniffed = sniffFormat(bytes);
  if (sniffed.kind === 'refused') throw unsupported(sniffed.description);
  if (sniffed.format === 'jpeg') {
    const bits = jpegSampleBits(bytes);
    if (bits !== undefined && bits !== 8) throw unsupported(`a JPEG of ${bits} bits a sample`);
  }
  return sniffed.format;
}

function unsupported(description: string): EngineError {
  return new EngineError('unsupported-format', {
    expected: 'a JPEG, PNG, WebP, TIFF, GIF, AVIF or HEIC picture',
    received: description,
    remedy: 'Open it in a picture editor, save it as PNG or JPEG, and try again.',
  });
}

/**
 * Bits a sample from the frame header of a JPEG (ITU-T T.81, B.2.2), or undefined where none is found: the decoder then says what is wrong.
 * Attacker-controlled: every step moves forward by at least two bytes.
 */
function jpegSampleBits(bytes: Uint8Array): number | undefined {
  let at = 2;
  while (at + 5 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    const isFrameHeader = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrameHeader) return bytes[at + 4];
    const isFillByte = marker === 0xff;
    at += isFillByte ? 1 : 2 + Math.max(2, (bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  return undefined;
}

function checkSize(format: PictureFormat, widthPx: number, heightPx: number): void {
  const received = `a picture of ${widthPx} × ${heightPx} px`;
  const longestPx = Math.max(widthPx, heightPx);
  if (longestPx > MAX_ASPECT_RATIO * Math.min(widthPx, heightPx)) {
    throw new EngineError('aspect-ratio-too-large', {
      expected: `a picture at most ${MAX_ASPECT_RATIO} times as long as it is wide`,
      received,
      remedy: 'Cut out a piece that shows one or more whole repeats.',
    });
  }
  if (longestPx > MAX_PICTURE_SIDE_PX) {
    throw new EngineError('side-too-long', {
      expected: `a picture of at most ${MAX_PICTURE_SIDE_PX} px a side`,
      received,
      remedy: 'Reduce its resolution and try again.',
    });
  }
  const maxPixels = format === 'heic' ? MAX_HEIC_PIXELS : MAX_PICTURE_PIXELS;
  if (widthPx * heightPx > maxPixels) {
    throw new EngineError('too-many-pixels', {
      expected: `a ${format === 'heic' ? 'HEIC ' : ''}picture of at most ${maxPixels / 1e6} million pixels`,
      received,
      remedy: 'Reduce its resolution and try again.',
    });
  }
}

function checkDecodedBytes(decodedBytes: number): void {
  if (decodedBytes <= MAX_DECODED_BYTES) return;
  throw new EngineError('too-many-pixels', {
    expected: `a picture that takes at most ${MAX_DECODED_BYTES / 1e6} MB once decoded`,
    received: `one that takes ${Math.round(decodedBytes / 1e6)} MB`,
    remedy:
      'Save it with 8 bits a channel as a baseline (not progressive) JPEG, or reduce its resolution, and try again.',
  });
}
