import type { Rgb } from '../colour.ts';
import { fractalNoise } from '../render/noise.ts';
import type { Picture } from '../spec.ts';
import { dominantColours, lumaOf, nearest, perMille, pointwise, warp } from './raster.ts';
import { IDENTITY } from './region.ts';
import { drawn, type PictureEdit, pipeline } from './source.ts';

const inPlace = { matrix: IDENTITY, areaShare: 1 } as const;

/** Every pixel in the nearest of a few colours of the picture, as a design is prepared for screens. */
function flattened(picture: Picture, colours: number): Picture {
  const inks = dominantColours(picture, colours);
  return pointwise(picture, (rgb) => inks[nearest(rgb, inks)]!);
}

const oddWindow = (px: number): number => Math.max(3, 2 * Math.round((px - 1) / 2) + 1);

const median = (picture: Picture, sizePx: number): Promise<Picture> =>
  drawn(pipeline(picture).median(oddWindow(sizePx)));

/** Detail lost: a median window, then flat colours. */
export const simplify: PictureEdit = async ({ picture }, amount) => ({
  ...flattened(await median(picture, perMille(picture, amount)), 10),
  truth: inPlace,
});

export const posterise: PictureEdit = async ({ picture }, colours) => ({
  ...flattened(await median(picture, 3), colours),
  truth: inPlace,
});

/** Contours drawn with a pen, the fill paled towards paper by `amount`, 1 leaves lines only. */
export const outline: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const smooth = await drawn(pipeline(picture).blur(Math.max(0.6, perMille(picture, 2))));
  const edges = edgeStrength(smooth);
  const threshold = quantileOf(edges, 0.86);
  const dark = r.chance(0.8);
  const [paper, ink] = dark ? [248, 24] : [22, 240];
  const rgb = new Uint8Array(w * h * 3);
  for (let i = 0; i < w * h; i++) {
    const line = Math.max(0, Math.min(1, (edges[i]! / threshold - 0.75) * 2));
    for (let c = 0; c < 3; c++) {
      const fill = smooth.rgb[i * 3 + c]! * (1 - amount) + paper * amount;
      rgb[i * 3 + c] = Math.round(fill * (1 - line) + ink * line);
    }
  }
  return { widthPx: w, heightPx: h, rgb, truth: inPlace };
};

/** Largest gradient of the three channels. */
function edgeStrength({ widthPx: w, heightPx: h, rgb }: Picture): Float32Array {
  const edges = new Float32Array(w * h);
  for (let y = 1; y < h - 1; y++)
    for (let x = 1; x < w - 1; x++) {
      let best = 0;
      for (let c = 0; c < 3; c++) {
        const at = (y * w + x) * 3 + c;
        const dx = rgb[at + 3]! - rgb[at - 3]!;
        const dy = rgb[at + 3 * w]! - rgb[at - 3 * w]!;
        best = Math.max(best, Math.hypot(dx, dy));
      }
      edges[y * w + x] = best;
    }
  return edges;
}

/** At least 12 levels, so that a plain ground gives no lines. */
function quantileOf(values: Float32Array, share: number): number {
  const sample = values.filter((_, i) => i % 7 === 0).sort();
  return Math.max(12, sample[Math.floor(share * sample.length)]!);
}

/** Dark ink spread (a minimum over a disc's square) or eaten away (a maximum). */
export const lineWeight: PictureEdit = async ({ picture }, amount, r) => {
  const radius = Math.max(1, Math.round(perMille(picture, amount)));
  const choose = r.chance(0.5) ? Math.min : Math.max;
  return { ...spread(spread(picture, radius, 3, choose), radius, picture.widthPx * 3, choose), truth: inPlace };
};

function spread(picture: Picture, radius: number, stride: number, choose: (a: number, b: number) => number): Picture {
  const { widthPx, heightPx, rgb: source } = picture;
  const rgb = Uint8Array.from(source);
  const across = stride === 3;
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const at = (y * widthPx + x) * 3;
      const place = across ? x : y;
      const end = across ? widthPx : heightPx;
      for (let k = -Math.min(radius, place); k <= Math.min(radius, end - 1 - place); k++)
        for (let c = 0; c < 3; c++) rgb[at + c] = choose(rgb[at + c]!, source[at + k * stride + c]!);
    }
  return { widthPx, heightPx, rgb };
}

/** Drawn again by a hand that wanders, in flat colours. The matrix holds up to that wander. */
export const retrace: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const reach = perMille(picture, amount);
  const cell = perMille(picture, 60);
  const [across, down] = [Math.max(2, Math.ceil(w / cell)), Math.max(2, Math.ceil(h / cell))];
  const [seedX, seedY] = [r.seed(), r.seed()];
  const wander = (x: number, y: number, seed: number): number =>
    (fractalNoise(x / cell, y / cell, across, down, seed, 2) - 0.5) * 2 * reach;
  const moved = warp(picture, w, h, (x, y) => [x + wander(x, y, seedX), y + wander(x, y, seedY)]);
  return { ...flattened(await median(moved, perMille(picture, 8)), 8), truth: inPlace };
};

/** Rastered into dots of one ink on a light ground, their size after the darkness. */
export const halftone: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const pitch = Math.max(3, perMille(picture, amount));
  // The screen is set for the picture's own range of light, as a repro camera is.
  const luma = lumaOf(
    await drawn(
      pipeline(picture)
        .blur(pitch / 2)
        .normalise({ lower: 2, upper: 98 }),
    ),
  );
  const ink: Rgb = dominantColours(picture, 6).reduce((a, b) => (a[0] + a[1] + a[2] < b[0] + b[1] + b[2] ? a : b));
  const paper: Rgb = [250, 248, 242];
  const angle = r.between(0.2, 1.3);
  const [cos, sin] = [(Math.cos(angle) * 2 * Math.PI) / pitch, (Math.sin(angle) * 2 * Math.PI) / pitch];
  const rgb = new Uint8Array(w * h * 3);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const screen = (Math.cos(x * cos + y * sin) + Math.cos(y * cos - x * sin)) / 4 + 0.5;
      const dark = Math.max(0, Math.min(1, (screen - luma[y * w + x]! / 255) * 6 + 0.5));
      for (let c = 0; c < 3; c++) rgb[(y * w + x) * 3 + c] = Math.round(paper[c]! * (1 - dark) + ink[c]! * dark);
    }
  return { widthPx: w, heightPx: h, rgb, truth: inPlace };
};
