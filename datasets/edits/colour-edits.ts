import { fromOklch, type Rgb, toOklch } from '../colour.ts';
import { dominantColours, moveColours, pointwise } from './raster.ts';
import { IDENTITY } from './region.ts';
import type { PictureEdit } from './source.ts';

export const recolourHue: PictureEdit = async ({ picture }, angleDeg, r) => {
  const turn = r.chance(0.5) ? angleDeg : -angleDeg;
  return {
    ...pointwise(picture, (rgb) => {
      const [l, c, h] = toOklch(rgb);
      return fromOklch(l, c, h + turn);
    }),
    truth: { matrix: IDENTITY, areaShare: 1 },
  };
};

export const invert: PictureEdit = async ({ picture }) => ({
  ...pointwise(picture, ([red, green, blue]) => [255 - red, 255 - green, 255 - blue]),
  truth: { matrix: IDENTITY, areaShare: 1 },
});

/** 1 is fully grey. */
export const grey: PictureEdit = async ({ picture }, amount) => ({
  ...pointwise(picture, (rgb) => {
    const luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    return [rgb[0] + (luma - rgb[0]) * amount, rgb[1] + (luma - rgb[1]) * amount, rgb[2] + (luma - rgb[2]) * amount];
  }),
  truth: { matrix: IDENTITY, areaShare: 1 },
});

/** The dominant colours exchanged for others. `amount` is the share of them that changes. */
export const recolourPalette: PictureEdit = async ({ picture }, amount, r) => {
  const from = dominantColours(picture, 6);
  const changed = new Set(r.shuffle([0, 1, 2, 3, 4, 5]).slice(0, Math.max(1, Math.round(6 * amount))));
  const to = from.map(
    (colour, k): Rgb =>
      changed.has(k) ? fromOklch(r.between(0.2, 0.95), r.between(0.02, 0.2), r.between(0, 360)) : colour,
  );
  return { ...moveColours(picture, from, to), truth: { matrix: IDENTITY, areaShare: 1 } };
};

/** Only the most common colour changes: lightness by `amount` (OKLab, 0–1), and to another hue. */
export const changeGround: PictureEdit = async ({ picture }, amount, r) => {
  const from = dominantColours(picture, 6);
  const [l] = toOklch(from[0]!);
  const lightness = l + amount > 0.97 ? Math.max(0.08, l - amount) : l + amount;
  const to = from.map(
    (colour, k): Rgb => (k === 0 ? fromOklch(lightness, r.between(0.02, 0.12), r.between(0, 360)) : colour),
  );
  return { ...moveColours(picture, from, to), truth: { matrix: IDENTITY, areaShare: 1 } };
};

/** Red, green and blue exchanged in one of the five other orders, all or part of the way. */
export const swapChannels: PictureEdit = async ({ picture }, amount, r) => {
  const order = r.pick([
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
    [1, 0, 2],
    [0, 2, 1],
  ] as const);
  const mix = (rgb: Rgb, c: 0 | 1 | 2): number => rgb[c] + (rgb[order[c]] - rgb[c]) * amount;
  return {
    ...pointwise(picture, (rgb) => [mix(rgb, 0), mix(rgb, 1), mix(rgb, 2)]),
    truth: { matrix: IDENTITY, areaShare: 1 },
  };
};
