import { cutTaps, mixPicture, type Taps } from '../core/mix-picture.ts';
import type { Raster } from '../core/raster.ts';

/**
 * The centred square of a picture at `sidePx` × `sidePx`, RGB interleaved, row-major, 8 bits.
 * A square is cut, not squeezed, so that a motif keeps its shape whatever the picture's aspect ratio.
 * Filter: a triangle as wide as one output pixel of the input (bilinear when enlarging, area-weighted when shrinking), in gamma-encoded values.
 */
export function squareInput(raster: Raster, sidePx: number): Uint8Array {
  const squarePx = Math.min(raster.widthPx, raster.heightPx);
  const across = triangleTaps((raster.widthPx - squarePx) >> 1, squarePx, sidePx);
  const down = triangleTaps((raster.heightPx - squarePx) >> 1, squarePx, sidePx);
  const sums = mixPicture(raster, across, down);
  const pixels = new Uint8Array(sidePx * sidePx * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = sums[i]! + 0.5;
  return pixels;
}

function triangleTaps(fromPx: number, lengthPx: number, outputPx: number): Taps {
  const scale = lengthPx / outputPx;
  const reachPx = Math.max(1, scale);
  const centre = (i: number): number => fromPx + (i + 0.5) * scale - 0.5;
  return cutTaps(
    outputPx,
    (i) => [
      Math.max(fromPx, Math.ceil(centre(i) - reachPx)),
      Math.min(fromPx + lengthPx - 1, Math.floor(centre(i) + reachPx)),
    ],
    (i, at) => 1 - Math.abs(at - centre(i)) / reachPx,
  );
}
