import { createRequire } from 'node:module';
import { openPixels, type Sharp } from './decoder.ts';

/** The part of libheif-js (WebAssembly build of libheif with libde265) that is used; the package has no types of its own. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(
    target: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
    done: (result: unknown) => void,
  ): void;
}

interface Libheif {
  readonly ready?: Promise<unknown>;
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] };
}

const require = createRequire(import.meta.url);

/**
 * Decodes a HEIC still, which the packaged libvips cannot (it carries no HEVC decoder). libheif turns it upright itself.
 * A fresh WebAssembly instance is made for each picture: its heap never shrinks, and a fault in it leaves it unusable.
 * The size must have been checked against the limits before; decoding runs on the calling thread and cannot be interrupted.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<Sharp> {
  const instantiate = require('libheif-js/libheif-wasm/libheif-bundle.js') as () => Libheif;
  const libheif = instantiate();
  await libheif.ready;
  const images = new libheif.HeifDecoder().decode(bytes);
  const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
  if (!image) throw new Error('the file holds no picture');
  const width = image.get_width();
  const height = image.get_height();
  const data = new Uint8ClampedArray(width * height * 4);
  await new Promise<void>((resolve, reject) => {
    image.display({ data, width, height }, (result) => {
      if (result) resolve();
      else reject(new Error('the picture data cannot be decoded'));
    });
  });
  return openPixels(new Uint8Array(data.buffer), width, height, 4);
}
