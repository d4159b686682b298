/** Everything that bounds what one picture may cost, with unit and reason. A picture beyond a limit is refused, never cut down. */

/** Bytes of the encoded file. Scans of A3 artwork at 600 dpi come as 20–40 MB JPEG or LZW TIFF; larger ones are layered working files, not pictures of a pattern. */
export const MAX_PICTURE_BYTES = 50_000_000;

/** Pixels of the original. A3 at 600 dpi has 70 million; read from the header, so a decompression bomb costs nothing. */
export const MAX_PICTURE_PIXELS = 100_000_000;

/** Longest side of the original, in pixels: 1.27 m at 600 dpi, a full width of cloth. */
export const MAX_PICTURE_SIDE_PX = 30_000;

/** Longest to shortest side. At the working size of 1,024 px a 16 : 1 picture is 64 px high, the side of the grid that PDQ reads; beyond that nothing is left to compare. */
export const MAX_ASPECT_RATIO = 16;

/**
 * Bytes that decoding may hold at once where the whole original is held (progressive or interlaced files, TIFF, WebP, AVIF, GIF). Baseline JPEG and plain PNG stream and are not counted.
 * With four workers the worst case then stays near the memory of a small server (4 × 0.4 GB).
 */
export const MAX_DECODED_BYTES = 400_000_000;

/**
 * Pixels of a HEIC original: the largest phone picture has 48 million. Its decoder runs in WebAssembly at up to 0.17 s a million pixels (measured on noise),
 * cannot be interrupted, and holds some 14 bytes a pixel.
 */
export const MAX_HEIC_PIXELS = 50_000_000;

/** Seconds of decoding: half of what a task of the pool may take, so that the sender learns this reason and not merely that time ran out. */
export const DECODE_TIMEOUT_S = 10;

/** Longest side that a caller may ask for, in pixels: above it the raster would cost more memory than a decoded original may. */
export const MAX_RASTER_SIDE_PX = 8_192;
