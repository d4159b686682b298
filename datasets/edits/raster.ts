import sharp from 'sharp';
import type { Rgb } from '../colour.ts';
import type { Picture } from '../spec.ts';
import { drawn, pipeline } from './source.ts';

/** Another colour for each colour; every exact colour is worked out once. */
export const pointwise = (picture: Picture, change: (rgb: Rgb) => Rgb): Picture => {
  const rgb = new Uint8Array(picture.rgb.length);
  const known = new Map<number, Rgb>();
  for (let i = 0; i < rgb.length; i += 3) {
    const [red, green, blue] = [picture.rgb[i]!, picture.rgb[i + 1]!, picture.rgb[i + 2]!];
    const key = (red << 16) | (green << 8) | blue;
    let result = known.get(key);
    if (!result) {
      result = change([red, green, blue]);
      known.set(key, result);
    }
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.max(0, Math.min(255, Math.round(result[c]!)));
  }
  return { widthPx: picture.widthPx, heightPx: picture.heightPx, rgb };
};

export const jpeg = async (picture: Picture, quality: number): Promise<Picture> =>
  drawn(sharp(await pipeline(picture).jpeg({ quality }).toBuffer()));

export /** Dominant colours by k-means over a fixed sample; the largest first. */
function dominantColours(picture: Picture, count: number): Rgb[] {
  const stride = Math.max(1, Math.floor(picture.rgb.length / 3 / 3000));
  const samples: Rgb[] = [];
  for (let i = 0; i * 3 < picture.rgb.length; i += stride)
    samples.push([picture.rgb[i * 3]!, picture.rgb[i * 3 + 1]!, picture.rgb[i * 3 + 2]!]);
  const centres: Rgb[] = [samples[0]!];
  const distance = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  while (centres.length < count)
    centres.push(
      samples.reduce((best, s) =>
        Math.min(...centres.map((c) => distance(s, c))) > Math.min(...centres.map((c) => distance(best, c))) ? s : best,
      ),
    );
  const sums: number[][] = [];
  for (let round = 0; round < 6; round++) {
    for (let k = 0; k < count; k++) sums[k] = [0, 0, 0, 0];
    for (const s of samples) {
      const sum = sums[nearest(s, centres)]!;
      for (let c = 0; c < 3; c++) sum[c]! += s[c]!;
      sum[3]!++;
    }
    centres.forEach((_, k) => {
      const [red, green, blue, n] = sums[k] as [number, number, number, number];
      if (n > 0) centres[k] = [red / n, green / n, blue / n];
    });
  }
  return centres
    .map((centre, k) => [centre, sums[k]![3]!] as const)
    .sort((a, b) => b[1] - a[1])
    .map(([centre]) => centre);
}

export function nearest(rgb: Rgb, centres: readonly Rgb[]): number {
  let [best, at] = [Number.POSITIVE_INFINITY, 0];
  centres.forEach((c, k) => {
    const d = (c[0] - rgb[0]) ** 2 + (c[1] - rgb[1]) ** 2 + (c[2] - rgb[2]) ** 2;
    if (d < best) [best, at] = [d, k];
  });
  return at;
}

/** Moves each pixel with its nearest colours, weighted by closeness, so that soft edges stay soft. */
export function moveColours(picture: Picture, from: readonly Rgb[], to: readonly Rgb[]): Picture {
  return pointwise(picture, (rgb) => {
    const result = [0, 0, 0];
    let total = 0;
    from.forEach((colour, k) => {
      const d = (colour[0] - rgb[0]) ** 2 + (colour[1] - rgb[1]) ** 2 + (colour[2] - rgb[2]) ** 2;
      const weight = 1 / (d + 30) ** 2;
      total += weight;
      for (let c = 0; c < 3; c++) result[c]! += weight * to[k]![c]!;
    });
    return [result[0]! / total, result[1]! / total, result[2]! / total];
  });
}

/** A picture sampled bilinearly at `at(x, y)`, the border's colour holding beyond it. Points are pixel positions, a pixel's centre at +0.5. */
export function warp(
  picture: Picture,
  widthPx: number,
  heightPx: number,
  at: (x: number, y: number) => readonly [number, number],
): Picture {
  const { widthPx: w, heightPx: h, rgb: source } = picture;
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  let out = 0;
  for (let j = 0; j < heightPx; j++)
    for (let i = 0; i < widthPx; i++) {
      const [u, v] = at(i + 0.5, j + 0.5);
      const x = Math.max(0, Math.min(w - 1, u - 0.5));
      const y = Math.max(0, Math.min(h - 1, v - 0.5));
      const [x0, y0] = [x | 0, y | 0];
      const [fx, fy] = [x - x0, y - y0];
      const right = x0 + 1 < w ? 3 : 0;
      const below = y0 + 1 < h ? w * 3 : 0;
      const p = (y0 * w + x0) * 3;
      for (let c = 0; c < 3; c++) {
        const top = source[p + c]! * (1 - fx) + source[p + right + c]! * fx;
        const bottom = source[p + below + c]! * (1 - fx) + source[p + below + right + c]! * fx;
        rgb[out++] = top * (1 - fy) + bottom * fy + 0.5;
      }
    }
  return { widthPx, heightPx, rgb };
}

/** Brightness multiplied by a factor that depends on the place. */
export function shade(picture: Picture, factor: (x: number, y: number) => number): Picture {
  const { widthPx, heightPx } = picture;
  const rgb = new Uint8Array(picture.rgb.length);
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const gain = factor(x, y);
      for (let c = 0; c < 3; c++, at++) rgb[at] = Math.max(0, Math.min(255, picture.rgb[at]! * gain + 0.5));
    }
  return { widthPx, heightPx, rgb };
}

/** Rec. 709 weights on encoded values, 0–255. */
export function lumaOf({ rgb }: Picture): Float32Array {
  const luma = new Float32Array(rgb.length / 3);
  for (let i = 0; i < luma.length; i++)
    luma[i] = 0.2126 * rgb[i * 3]! + 0.7152 * rgb[i * 3 + 1]! + 0.0722 * rgb[i * 3 + 2]!;
  return luma;
}

/** A length in ‰ of the longest side, in pixels. */
export const perMille = ({ widthPx, heightPx }: Picture, amount: number): number =>
  (Math.max(widthPx, heightPx) * amount) / 1000;
