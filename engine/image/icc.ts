import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from '../core/raster.ts';
import { openPixels } from './decoder.ts';

/** Length of a PNG's signature and header chunk, after which a profile chunk may stand. */
const PNG_HEADER_BYTES = 33;

/**
 * Encodes pixels as a PNG that carries an ICC profile (PNG specification, 11.3.3.3), so that reading it converts them to sRGB.
 * Decoded pixels cannot be given an input profile in any other way.
 */
export async function withProfile(raster: Raster, profile: Uint8Array): Promise<Uint8Array> {
  const png = await openPixels(raster.rgb, raster.widthPx, raster.heightPx, 3).png({ compressionLevel: 1 }).toBuffer();
  const body = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(profile)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length - 4);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, PNG_HEADER_BYTES), length, body, checksum, png.subarray(PNG_HEADER_BYTES)]);
}
