import { warp } from './raster.ts';
import { drawn, type PictureEdit, pipeline, resized, scaling } from './source.ts';

export const mirror: PictureEdit = async ({ picture }) => ({
  ...(await drawn(pipeline(picture).flop())),
  truth: {
    mirrored: true,
    angleDeg: 0,
    scale: 1,
    areaShare: 1,
    matrix: [-1, 0, picture.widthPx, 0, 1, 0, 0, 0, 1],
  },
});

export const quarterTurn: PictureEdit = async ({ picture }, angleDeg) => {
  const { widthPx: w, heightPx: h } = picture;
  const matrix =
    angleDeg === 90
      ? ([0, 1, 0, -1, 0, w, 0, 0, 1] as const)
      : angleDeg === 180
        ? ([-1, 0, w, 0, -1, h, 0, 0, 1] as const)
        : ([0, -1, h, 1, 0, 0, 0, 0, 1] as const);
  return {
    ...(await drawn(pipeline(picture).rotate(360 - angleDeg))),
    truth: { angleDeg, scale: 1, areaShare: 1, matrix },
  };
};

/** A rectangle of the given share of the area, anywhere; the middle for exactly one half. */
export const crop: PictureEdit = async ({ picture }, share, r) => {
  const side = Math.sqrt(share);
  const [w, h] = [Math.max(8, Math.round(picture.widthPx * side)), Math.max(8, Math.round(picture.heightPx * side))];
  const at = (free: number): number => (share === 0.5 ? Math.round(free / 2) : r.integer(0, free));
  const [left, top] = [at(picture.widthPx - w), at(picture.heightPx - h)];
  return {
    ...(await drawn(pipeline(picture).extract({ left, top, width: w, height: h }))),
    truth: {
      areaShare: (w * h) / (picture.widthPx * picture.heightPx),
      scale: 1,
      angleDeg: 0,
      matrix: [1, 0, -left, 0, 1, -top, 0, 0, 1],
    },
  };
};

export const stretch: PictureEdit = async ({ picture }, factor, r) => {
  const wide = r.chance(0.5);
  const result = await resized(
    picture,
    Math.round(picture.widthPx * (wide ? factor : 1)),
    Math.round(picture.heightPx * (wide ? 1 : factor)),
  );
  return {
    ...result,
    truth: {
      areaShare: 1,
      matrix: scaling(result.widthPx / picture.widthPx, result.heightPx / picture.heightPx),
    },
  };
};

/** Sheared sideways, one way or the other; the frame is cut to what is filled. */
export const shear: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const slope = Math.tan((amount * Math.PI) / 180) * (r.chance(0.5) ? 1 : -1);
  const lost = Math.abs(slope) * h;
  const left = slope > 0 ? lost : 0;
  const widthPx = Math.max(8, Math.floor(w - lost));
  return {
    ...warp(picture, widthPx, h, (x, y) => [x + left - slope * y, y]),
    truth: { areaShare: widthPx / w, matrix: [1, slope, -left, 0, 1, 0, 0, 0, 1] },
  };
};
