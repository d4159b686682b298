import { createRequire } from 'node:module';
import { openPixels, type Sharp } from './decoder.ts';

interface HeifFailure {
  readonly code: unknown;
  readonly message: string;
}

interface HeifChannel {
  readonly id: unknown;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
  readonly data: Uint8Array;
}

/** The part of libheif-js (WebAssembly build of libheif with libde265) that is used; the package has no types of its own. */
interface Libheif {
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  readonly heif_channel: { readonly heif_channel_interleaved: unknown };
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, bytes: Uint8Array): HeifFailure;
  heif_js_context_get_primary_image_handle(context: unknown): unknown;
  heif_js_decode_image2(
    handle: unknown,
    colourSpace: unknown,
    chroma: unknown,
  ): Promise<{ readonly channels: readonly HeifChannel[] } | HeifFailure>;
}

const require = createRequire(import.meta.url);

/**
 * Decodes a HEIC still, which the packaged libvips cannot (it carries no HEVC decoder). libheif turns it upright itself.
 * A fresh WebAssembly instance is made for each picture: its heap never shrinks, and a fault in it leaves it unusable.
 * The package's own `HeifDecoder` is not used, because it writes to the console and loses errors in a timer.
 * The size must have been checked against the limits before; decoding runs on the calling thread and cannot be interrupted.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Sharp> {
  const instantiate = require('libheif-js/libheif-wasm/libheif-bundle.js') as (options: object) => Libheif;
  const silent = { print: () => undefined, printErr: () => undefined };
  const libheif = instantiate(silent);
  const context = libheif.heif_context_alloc();
  const read = libheif.heif_context_read_from_memory(context, bytes);
  if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new Error(read.message);
  const decoded = await libheif.heif_js_decode_image2(
    primaryHandle(libheif, context),
    libheif.heif_colorspace.heif_colorspace_RGB,
    libheif.heif_chroma.heif_chroma_interleaved_RGBA,
  );
  if ('code' in decoded) throw new Error(decoded.message);
  const plane = decoded.channels.find((channel) => channel.id === libheif.heif_channel.heif_channel_interleaved);
  if (!plane) throw new Error('the file holds no colour picture');
  return openPixels(withoutRowPadding(plane), plane.width, plane.height, 4);
}

function primaryHandle(libheif: Libheif, context: unknown): unknown {
  const handle = libheif.heif_js_context_get_primary_image_handle(context);
  if (!handle || (typeof handle === 'object' && 'code' in handle)) throw new Error('the file names no main picture');
  return handle;
}

function withoutRowPadding(plane: HeifChannel): Uint8Array {
  const rowBytes = plane.width * 4;
  if (plane.stride === rowBytes) return plane.data;
  const packed = new Uint8Array(rowBytes * plane.height);
  for (let y = 0; y < plane.height; y++) {
    packed.set(plane.data.subarray(y * plane.stride, y * plane.stride + rowBytes), y * rowBytes);
  }
  return packed;
}
