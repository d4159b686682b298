import { hashPoint } from '../render/noise.ts';
import type { Picture } from '../spec.ts';
import { lumaOf, perMille, shade } from './raster.ts';
import { IDENTITY } from './region.ts';
import { type PictureEdit, resized } from './source.ts';

const inPlace = { matrix: IDENTITY, areaShare: 1 } as const;

/** One colour a cell of `pitch` pixels, as a loom or a needle has it. */
async function inCells(picture: Picture, pitchX: number, pitchY: number): Promise<Picture> {
  const { widthPx, heightPx } = picture;
  const [columns, rows] = [Math.max(4, Math.round(widthPx / pitchX)), Math.max(4, Math.round(heightPx / pitchY))];
  const cells = await resized(picture, columns, rows);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const cell = (Math.floor((y * rows) / heightPx) * columns + Math.floor((x * columns) / widthPx)) * 3;
      for (let c = 0; c < 3; c++, at++) rgb[at] = cells.rgb[cell + c]!;
    }
  return { widthPx, heightPx, rgb };
}

/** Woven: a colour a crossing, threads rounded and lying over and under each other in twill or plain weave. */
export const woven: PictureEdit = async ({ picture }, amount, r) => {
  const pitch = Math.max(2.5, perMille(picture, amount));
  const twill = r.chance(0.5);
  const seed = r.seed();
  const cells = await inCells(picture, pitch, pitch);
  const cloth = shade(cells, (x, y) => {
    const [tx, ty] = [Math.floor(x / pitch), Math.floor(y / pitch)];
    const warpOnTop = twill ? (tx + ty) % 4 < 2 : (tx + ty) % 2 === 0;
    const across = (warpOnTop ? x / pitch - tx : y / pitch - ty) * 2 - 1;
    const thread = hashPoint(warpOnTop ? tx : -1, warpOnTop ? -1 : ty, seed) - 0.5;
    return (warpOnTop ? 1.05 : 0.9) * (1.04 - 0.34 * across * across) + 0.12 * thread;
  });
  return { ...cloth, truth: inPlace };
};

/** Knitted: a colour a stitch, each stitch two slanting legs. */
export const knitted: PictureEdit = async ({ picture }, amount) => {
  const width = Math.max(5, perMille(picture, amount));
  const height = width * 0.8;
  const cells = await inCells(picture, width, height);
  const cloth = shade(cells, (x, y) => {
    const u = (x / width) % 1;
    const leg = Math.abs(u - 0.5) * 2;
    const v = (((y / height - leg * 0.6) % 1) + 1) % 1;
    return 0.62 + 0.5 * Math.sin(Math.PI * Math.min(1, v * 1.15)) * (0.6 + 0.4 * Math.sin(Math.PI * leg));
  });
  return { ...cloth, truth: inPlace };
};

/** Raised like flock or embossing: the drawing's own edges catch the light, on a grained ground. */
export const relief: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w } = picture;
  const luma = lumaOf(picture);
  const angle = r.between(0, 2 * Math.PI);
  const reach = Math.max(1, Math.round(perMille(picture, 3)));
  const step = Math.round(Math.cos(angle) * reach) + w * Math.round(Math.sin(angle) * reach);
  const seed = r.seed();
  const cloth = shade(picture, (x, y) => {
    const at = y * w + x;
    const slope = ((luma[at + step] ?? luma[at]!) - (luma[at - step] ?? luma[at]!)) / 255;
    return 0.92 + amount * 0.6 * slope + 0.14 * (hashPoint(x, y, seed) - 0.5);
  });
  return { ...cloth, truth: inPlace };
};

/** Corduroy: ribs along the cloth, dark furrows between them. */
export const corduroy: PictureEdit = async ({ picture }, amount, r) => {
  const rib = Math.max(4, perMille(picture, amount));
  const seed = r.seed();
  const across = r.chance(0.3);
  const cloth = shade(picture, (x, y) => {
    const place = (across ? y : x) / rib;
    const pile = hashPoint(x, y >> 1, seed) - 0.5;
    return 0.42 + 0.66 * Math.abs(Math.sin(Math.PI * place)) ** 0.7 + 0.16 * pile;
  });
  return { ...cloth, truth: inPlace };
};
