import type { RepeatAnalysis } from '../fingerprint.ts';
import type { Raster } from '../raster.ts';
import { canonicalUnit } from './canonical-unit.ts';

/** Repeat units that a view shows along each side, by area: enough to see how motifs meet, few enough to see their drawing. */
const UNITS_A_SIDE = 2;
/** Side of the unit that the view is drawn from: the network sees it at 112 px. */
const UNIT_SIDE_PX = 96;

/**
 * The pattern as an endless plane, seen at a standard scale (a repeat unit covers a quarter of the view) and orientation (first lattice vector to the right).
 * Two pictures of one pattern give nearly the same view, whatever their scale and turn, up to the symmetries of the lattice. Null where nothing repeats two ways.
 */
export function repeatView(raster: Raster, repeat: RepeatAnalysis, sidePx: number): Raster | null {
  const [a, b] = repeat.vectorsPx;
  if (!a || !b) return null;
  const unit = canonicalUnit(raster, repeat, UNIT_SIDE_PX);
  if (!unit) return null;
  const area = a[0] * b[1] - a[1] * b[0];
  const step = (Math.sqrt(Math.abs(area)) * UNITS_A_SIDE) / sidePx;
  const length = Math.hypot(a[0], a[1]);
  const [right, down] = [a[0] / length, a[1] / length];
  // Where a step along the view leads in the unit, whose places are counted from the middle of its first pixel.
  const toUnit = UNIT_SIDE_PX / area;
  const alongRow = [
    (right * b[1] - down * b[0]) * step * toUnit,
    (a[0] * down - a[1] * right) * step * toUnit,
  ] as const;
  const alongColumn = [
    (-down * b[1] - right * b[0]) * step * toUnit,
    (a[0] * right + a[1] * down) * step * toUnit,
  ] as const;
  const middle = (UNIT_SIDE_PX - 1) / 2;
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  for (let row = 0, at = 0; row < sidePx; row++) {
    const y = row - (sidePx - 1) / 2;
    for (let column = 0; column < sidePx; column++, at += 3) {
      const x = column - (sidePx - 1) / 2;
      const u = middle + x * alongRow[0] + y * alongColumn[0];
      const v = middle + x * alongRow[1] + y * alongColumn[1];
      samplePeriodic(unit.rgb, u, v, rgb, at);
    }
  }
  return { widthPx: sidePx, heightPx: sidePx, rgb };
}

/** Bilinear sample of the unit, which continues periodically on all sides. */
function samplePeriodic(rgb: Uint8Array, x: number, y: number, out: Uint8Array, at: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const x0 = left - UNIT_SIDE_PX * Math.floor(left / UNIT_SIDE_PX);
  const y0 = top - UNIT_SIDE_PX * Math.floor(top / UNIT_SIDE_PX);
  const x1 = x0 + 1 < UNIT_SIDE_PX ? x0 + 1 : 0;
  const y1 = y0 + 1 < UNIT_SIDE_PX ? y0 + 1 : 0;
  const nw = (y0 * UNIT_SIDE_PX + x0) * 3;
  const ne = (y0 * UNIT_SIDE_PX + x1) * 3;
  const sw = (y1 * UNIT_SIDE_PX + x0) * 3;
  const se = (y1 * UNIT_SIDE_PX + x1) * 3;
  const w11 = fx * fy;
  const w10 = fx - w11;
  const w01 = fy - w11;
  const w00 = 1 - fx - w01;
  out[at] = w00 * rgb[nw]! + w10 * rgb[ne]! + w01 * rgb[sw]! + w11 * rgb[se]! + 0.5;
  out[at + 1] = w00 * rgb[nw + 1]! + w10 * rgb[ne + 1]! + w01 * rgb[sw + 1]! + w11 * rgb[se + 1]! + 0.5;
  out[at + 2] = w00 * rgb[nw + 2]! + w10 * rgb[ne + 2]! + w01 * rgb[sw + 2]! + w11 * rgb[se + 2]! + 0.5;
}
