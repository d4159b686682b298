import sharp, { type Sharp, type SharpOptions } from 'sharp';

export type { Sharp };

// Only these loaders may ever run, whatever a file claims to be: the others (SVG, PDF, ImageMagick, raw camera formats, …) reach far more code.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});

// One thread a picture: several pictures are decoded side by side in worker threads, and more threads each would only compete for the same processors.
sharp.concurrency(1);

// Every picture is decoded once, so kept results would be memory without use.
sharp.cache(false);

/** Opens encoded bytes with the options shared by every read; nothing is decoded yet. */
export function openPicture(bytes: Uint8Array, limitInputPixels: number | false): Sharp {
  const options: SharpOptions = {
    // Real cameras write files that draw warnings; errors and missing data are refused, since half a picture must not match as a whole one.
    failOn: 'error',
    limitInputPixels,
    sequentialRead: true,
    page: 0,
    pages: 1,
  };
  return sharp(bytes, options);
}

/** Opens decoded pixels, interleaved, 8 bits a channel. */
export function openPixels(pixels: Uint8Array, widthPx: number, heightPx: number, channels: 3 | 4): Sharp {
  return sharp(pixels, { raw: { width: widthPx, height: heightPx, channels } });
}
