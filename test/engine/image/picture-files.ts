import { crc32, deflateSync } from 'node:zlib';
import type { Raster } from '../../../engine/core/raster.ts';
import { openPixels } from '../../../engine/image/decoder.ts';

export function jpegOf({ rgb, widthPx, heightPx }: Raster, quality: number): Promise<Buffer> {
  return openPixels(rgb, widthPx, heightPx, 3).jpeg({ quality }).toBuffer();
}

export interface PngHead {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: 1 | 8 | 16;
  /** 0 grey, 2 RGB, 6 RGB with alpha. */
  readonly colourType: 0 | 2 | 6;
  readonly interlaced: boolean;
}

/** A PNG that announces a size and holds next to no data: what a decompression bomb looks like before it is opened. */
export function pngAnnouncing({ widthPx, heightPx, bitDepth, colourType, interlaced }: PngHead): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([bitDepth, colourType, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
