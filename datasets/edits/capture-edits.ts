import type { Random } from '../random.ts';
import type { Picture } from '../spec.ts';
import { jpeg } from './raster.ts';
import { IDENTITY } from './region.ts';
import { drawn, type PictureEdit, pipeline, resized, scaling } from './source.ts';

export const reEncode: PictureEdit = async ({ picture }, quality) => ({
  ...(await jpeg(picture, quality)),
  truth: { scale: 1, angleDeg: 0, areaShare: 1, matrix: IDENTITY },
});

/** JPEG at half size. */
export const reEncodeHalf: PictureEdit = async ({ picture }, quality) => {
  const half = await resized(picture, Math.round(picture.widthPx / 2), Math.round(picture.heightPx / 2));
  const matrix = scaling(half.widthPx / picture.widthPx, half.heightPx / picture.heightPx);
  return {
    ...(await jpeg(half, quality)),
    truth: { scale: matrix[0], angleDeg: 0, areaShare: 1, matrix },
  };
};

export const resize: PictureEdit = async ({ picture }, factor) => {
  const result = await resized(
    picture,
    Math.max(8, Math.round(picture.widthPx * factor)),
    Math.max(8, Math.round(picture.heightPx * factor)),
  );
  const matrix = scaling(result.widthPx / picture.widthPx, result.heightPx / picture.heightPx);
  return { ...result, truth: { scale: matrix[0], angleDeg: 0, areaShare: 1, matrix } };
};

export const blur: PictureEdit = async ({ picture }, sigmaPx) => ({
  ...(await drawn(pipeline(picture).blur(sigmaPx))),
  truth: { matrix: IDENTITY, areaShare: 1 },
});

/** A sum of three uniform numbers is near enough to normal and three times faster than Box–Muller. */
export function addNoise(picture: Picture, deviation: number, r: Random): Picture {
  const rgb = new Uint8Array(picture.rgb.length);
  for (let i = 0; i < rgb.length; i++)
    rgb[i] = Math.max(
      0,
      Math.min(255, Math.round(picture.rgb[i]! + deviation * 2 * (r.next() + r.next() + r.next() - 1.5))),
    );
  return { widthPx: picture.widthPx, heightPx: picture.heightPx, rgb };
}

/** Noise is named as what makes it in practice: poor encoding. */
export const noise: PictureEdit = async ({ picture }, deviation, r) => ({
  ...addNoise(picture, deviation, r),
  truth: { matrix: IDENTITY, areaShare: 1 },
});
