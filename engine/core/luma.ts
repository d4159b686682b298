import type { Plane, Raster } from './raster.ts';

/** Weights of ITU-R BT.601 for R′, G′, B′, as the PDQ reference uses them. */
export const LUMA_WEIGHTS = [0.299, 0.587, 0.114] as const;

/** Luma of every pixel, 0–255. */
export function lumaPlane(raster: Raster): Plane {
  const { widthPx, heightPx, rgb } = raster;
  const values = new Float32Array(widthPx * heightPx);
  const [red, green, blue] = LUMA_WEIGHTS;
  for (let pixel = 0, at = 0; pixel < values.length; pixel++, at += 3) {
    values[pixel] = red * rgb[at]! + green * rgb[at + 1]! + blue * rgb[at + 2]!;
  }
  return { widthPx, heightPx, values };
}
