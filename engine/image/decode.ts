import { dihedralRaster } from '../core/dihedral-raster.ts';
import type { Raster } from '../core/raster.ts';
import { openPicture, type Sharp } from './decoder.ts';
import { type PictureHeader, readHeader } from './header.ts';
import { decodeHeic } from './heic.ts';
import { withProfile } from './icc.ts';
import { DECODE_TIMEOUT_S, MAX_PICTURE_PIXELS, MAX_RASTER_SIDE_PX } from './limits.ts';
import { exchangesSides, uprightingForm } from './orientation.ts';
import { decodingFailure } from './refusal.ts';
import type { PictureFormat } from './sniff.ts';

/** Transparent parts are laid on white: the paper that artwork is drawn on, and what picture viewers show there. */
export const ALPHA_GROUND = '#ffffff';

export interface DecodeOptions {
  /** Longest side of the raster, 1–8,192 px; smaller originals are not enlarged. */
  readonly maxSidePx: number;
}

export interface DecodedPicture {
  /** Upright, sRGB, 8 bits, opaque. */
  readonly raster: Raster;
  /** Size of the upright original. */
  readonly originalWidthPx: number;
  readonly originalHeightPx: number;
  readonly format: PictureFormat;
}

/**
 * Decodes an encoded picture, shrunk while loading so that the raster's longest side is at most `maxSidePx`. Of an animation or a file of several pages, the first.
 * Throws EngineError `empty-file`, `too-many-bytes`, `unsupported-format`, `unreadable-picture`, `too-many-pixels`, `side-too-long`, `aspect-ratio-too-large` or `decode-timed-out`.
 */
export async function decodePicture(bytes: Uint8Array, options: DecodeOptions): Promise<DecodedPicture> {
  const { maxSidePx } = options;
  if (!Number.isInteger(maxSidePx) || maxSidePx < 1 || maxSidePx > MAX_RASTER_SIDE_PX) {
    throw new RangeError(
      `Expected maxSidePx to be an integer from 1 to ${MAX_RASTER_SIDE_PX} but received ${maxSidePx}`,
    );
  }
  const header = await readHeader(bytes);
  const stored = await decodeStored(bytes, header, maxSidePx);
  const swapped = exchangesSides(header.orientation);
  return {
    raster: dihedralRaster(stored, uprightingForm(header.orientation)),
    originalWidthPx: swapped ? header.storedHeightPx : header.storedWidthPx,
    originalHeightPx: swapped ? header.storedWidthPx : header.storedHeightPx,
    format: header.format,
  };
}

/** Shrinks before turning upright, so that turning never holds the whole original. */
async function decodeStored(bytes: Uint8Array, header: PictureHeader, maxSidePx: number): Promise<Raster> {
  try {
    if (header.format !== 'heic') return await shrink(openPicture(bytes, MAX_PICTURE_PIXELS), maxSidePx);
    const raster = await shrink(await decodeHeic(bytes), maxSidePx);
    if (!header.profile) return raster;
    return await shrink(openPicture(await withProfile(raster, header.profile), MAX_PICTURE_PIXELS), maxSidePx);
  } catch (cause) {
    throw decodingFailure(header.format, cause);
  }
}

async function shrink(picture: Sharp, maxSidePx: number): Promise<Raster> {
  const { data, info } = await picture
    .timeout({ seconds: DECODE_TIMEOUT_S })
    .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: ALPHA_GROUND })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return asRaster(data, info.width, info.height, info.channels);
}

function asRaster(data: Uint8Array, widthPx: number, heightPx: number, channels: number): Raster {
  if (channels !== 3 && channels !== 1) throw new Error(`decoded to ${channels} channels`);
  if (channels === 3) return { widthPx, heightPx, rgb: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  const rgb = new Uint8Array(data.length * 3);
  for (let pixel = 0, at = 0; pixel < data.length; pixel++) {
    const grey = data[pixel]!;
    rgb[at++] = grey;
    rgb[at++] = grey;
    rgb[at++] = grey;
  }
  return { widthPx, heightPx, rgb };
}
