import type { Random } from '../random.ts';
import { hashPoint, periodicNoise } from '../render/noise.ts';
import type { Matrix3, Picture, Vec2 } from '../spec.ts';
import { addNoise } from './capture-edits.ts';
import { PHOTOGRAPH } from './numbers.ts';
import { jpeg, shade, warp } from './raster.ts';
import { inverse, mapPoint, multiply } from './region.ts';
import { drawn, type PictureEdit, pipeline, scaling } from './source.ts';

/**
 * Cloth before a camera: a slanting view, folds that shift and shade, light from one corner, threads, moiré between threads and sensor, blur, noise, JPEG. `amount` is the share of
 * what numbers.ts lists. The matrix is that of the flat cloth; folds stray from it by at most their shift.
 */
export const photograph: PictureEdit = async ({ picture }, amount, r) => {
  const { widthPx: w, heightPx: h } = picture;
  const side = Math.max(w, h);
  const matrix = slant(picture, PHOTOGRAPH.corner * amount, r);
  const back = inverse(matrix);
  const ridge = foldsOf(picture, r);
  const heights = Float32Array.from({ length: w * h }, (_, i) => ridge(i % w, Math.floor(i / w)));
  const folds = (x: number, y: number): number => heights[Math.floor(y) * w + Math.floor(x)]!;
  const flat = warp(picture, w, h, (x, y) => {
    const shift = (folds(x, y) - 0.5) * 2 * PHOTOGRAPH.foldShift * amount * side;
    return mapPoint(back, [x + shift, y + shift * 0.6]);
  });
  const lit = shade(flat, lightOf(picture, folds, amount, r));
  const white = PHOTOGRAPH.whiteShift * amount * (r.chance(0.5) ? 1 : -1);
  const cast = lit.rgb.map((value, i) => {
    const along = ((Math.floor(i / 3) % w) / w) * white;
    return Math.max(0, Math.min(255, Math.round(value * (1 + [along, 0, -along][i % 3]!))));
  });
  const blurred = await drawn(
    pipeline({ widthPx: w, heightPx: h, rgb: cast }).blur(
      Math.max(0.3, (PHOTOGRAPH.blurSigmaPx * amount * side) / 512),
    ),
  );
  const noisy = addNoise(blurred, PHOTOGRAPH.noiseLevels * amount, r);
  return {
    ...(await jpeg(noisy, Math.round(95 - PHOTOGRAPH.jpegQualityLost * amount))),
    truth: { matrix },
  };
};

/** Each corner drawn outwards by up to `reach` of the side: the cloth fills the frame. */
function slant({ widthPx: w, heightPx: h }: Picture, reach: number, r: Random): Matrix3 {
  const out = (): number => reach * r.between(0, 1);
  const square = squareTo([
    [-out() * w, -out() * h],
    [w + out() * w, -out() * h],
    [w + out() * w, h + out() * h],
    [-out() * w, h + out() * h],
  ]);
  return multiply(square, scaling(1 / w, 1 / h));
}

/** From the unit square to four corners (Heckbert, "Fundamentals of texture mapping and image warping", 1989). */
function squareTo([p0, p1, p2, p3]: readonly [Vec2, Vec2, Vec2, Vec2]): Matrix3 {
  const sx = p0[0] - p1[0] + p2[0] - p3[0];
  const sy = p0[1] - p1[1] + p2[1] - p3[1];
  const [dx1, dy1] = [p1[0] - p2[0], p1[1] - p2[1]];
  const [dx2, dy2] = [p3[0] - p2[0], p3[1] - p2[1]];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  return [
    p1[0] - p0[0] + g * p1[0],
    p3[0] - p0[0] + h * p3[0],
    p0[0],
    p1[1] - p0[1] + g * p1[1],
    p3[1] - p0[1] + h * p3[1],
    p0[1],
    g,
    h,
    1,
  ];
}

/** Soft parallel ridges, bent a little: 0 in a furrow, 1 on a ridge. */
function foldsOf({ widthPx, heightPx }: Picture, r: Random): (x: number, y: number) => number {
  const angle = r.between(0, Math.PI);
  const side = Math.max(widthPx, heightPx);
  const [cos, sin] = [Math.cos(angle) / side, Math.sin(angle) / side];
  const phase = r.between(0, 2 * Math.PI);
  const seed = r.seed();
  return (x, y) => {
    const bend = periodicNoise((x / side) * 3, (y / side) * 3, 8, 8, seed) * 1.4;
    return 0.5 + 0.5 * Math.sin(2 * Math.PI * PHOTOGRAPH.folds * (x * cos + y * sin) + bend * 2 + phase);
  };
}

function lightOf(
  { widthPx: w, heightPx: h }: Picture,
  folds: (x: number, y: number) => number,
  amount: number,
  r: Random,
): (x: number, y: number) => number {
  const [fromX, fromY] = [r.integer(0, 1), r.integer(0, 1)];
  const pitch = r.between(2.2, 3.4);
  const beat = r.between(0.9, 1.1) * 2 * Math.PI;
  const [beatX, beatY] = [r.between(-0.06, 0.06), r.between(-0.06, 0.06)];
  const seed = r.seed();
  return (x, y) => {
    const away = (Math.abs(x / w - fromX) + Math.abs(y / h - fromY)) / 2;
    const light = 1.08 - PHOTOGRAPH.lightFall * amount * away ** 1.3;
    const fold = 1 - PHOTOGRAPH.foldShade * amount * (1 - folds(x, y)) ** 2;
    const thread =
      Math.sin((2 * Math.PI * x) / pitch) * Math.sin((2 * Math.PI * y) / pitch) * 0.5 +
      0.5 * (hashPoint(x, y >> 2, seed) - 0.5);
    const moire = Math.sin(beat * (x * beatX + y * beatY)) * Math.sin(beat * (x * beatY - y * beatX) * 0.6);
    return light * fold * (1 + PHOTOGRAPH.threads * amount * thread + PHOTOGRAPH.moire * amount * moire);
  };
}
