import { writeLab } from '../colour-space.ts';
import type { Raster } from '../raster.ts';
import { reduceRaster } from '../resize.ts';

/** A picture as L*, a*, b* planes, row-major: what the analysis of bands and cells looks at. */
export interface ClothView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly lab: readonly [Float32Array, Float32Array, Float32Array];
}

/** Longest side of the view: a thread of a usual scan becomes about a pixel, a stitch of a chart several. */
const VIEW_SIDE_PX = 384;

export function clothView(raster: Raster): ClothView {
  const { widthPx, heightPx, rgb } = reduceRaster(raster, VIEW_SIDE_PX);
  const interleaved = new Float32Array(rgb.length);
  writeLab(rgb, interleaved);
  const plane = (channel: number) =>
    Float32Array.from({ length: widthPx * heightPx }, (_, i) => interleaved[3 * i + channel]!);
  return { widthPx, heightPx, lab: [plane(0), plane(1), plane(2)] };
}

/** The largest square round the middle that stays inside the picture when it is turned by `angleRad` (positive: clockwise as seen), read by linear interpolation. */
export function turnedView({ widthPx, heightPx, lab }: ClothView, angleRad: number): ClothView {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  const side = Math.max(2, Math.floor((Math.min(widthPx, heightPx) - 2) / (Math.abs(c) + Math.abs(s))));
  const turned = lab.map((plane) => {
    const out = new Float32Array(side * side);
    for (let row = 0, at = 0; row < side; row++)
      for (let column = 0; column < side; column++, at++) {
        const [u, v] = [column - (side - 1) / 2, row - (side - 1) / 2];
        const x = (widthPx - 1) / 2 + c * u - s * v;
        const y = (heightPx - 1) / 2 + s * u + c * v;
        const [left, top] = [Math.floor(x), Math.floor(y)];
        const [fx, fy] = [x - left, y - top];
        const i = top * widthPx + left;
        const upper = plane[i]! * (1 - fx) + plane[i + 1]! * fx;
        const lower = plane[i + widthPx]! * (1 - fx) + plane[i + widthPx + 1]! * fx;
        out[at] = upper * (1 - fy) + lower * fy;
      }
    return out;
  });
  return { widthPx: side, heightPx: side, lab: turned as unknown as ClothView['lab'] };
}

/** Direction of the picture's edges, modulo 90°, −45° to 45° in radians, and how far they agree about it, 0–1: bands and cells agree strongly. */
export function edgeAngle({ widthPx, heightPx, lab }: ClothView): {
  readonly angleRad: number;
  readonly agreement: number;
} {
  let [cosine, sine, total] = [0, 0, 0];
  for (const plane of lab)
    for (let y = 1; y < heightPx - 1; y++)
      for (let x = 1, i = y * widthPx + 1; x < widthPx - 1; x++, i++) {
        const gx = plane[i + 1]! - plane[i - 1]!;
        const gy = plane[i + widthPx]! - plane[i - widthPx]!;
        const [dd, xy] = [gx * gx - gy * gy, 2 * gx * gy];
        const strength = gx * gx + gy * gy;
        // (gx + i·gy)⁴ ÷ |g|²: four times the angle, weighted by strength.
        if (strength > 0) {
          cosine += (dd * dd - xy * xy) / strength;
          sine += (2 * dd * xy) / strength;
        }
        total += strength;
      }
  return { angleRad: Math.atan2(sine, cosine) / 4, agreement: Math.hypot(cosine, sine) / (total || 1) };
}
