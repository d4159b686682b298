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
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  for (let row = 0, at = 0; row < sidePx; row++) {
    for (let column = 0; column < sidePx; column++, at += 3) {
      const across = (column - (sidePx - 1) / 2) * step;
      const along = (row - (sidePx - 1) / 2) * step;
      const x = across * right - along * down;
      const y = across * down + along * right;
      const u = (x * b[1] - y * b[0]) / area + 0.5;
      const v = (a[0] * y - a[1] * x) / area + 0.5;
      samplePeriodic(unit, u * UNIT_SIDE_PX - 0.5, v * UNIT_SIDE_PX - 0.5, rgb, at);
    }
  }
  return { widthPx: sidePx, heightPx: sidePx, rgb };
}

/** Bilinear sample of a raster that continues periodically on all sides. */
function samplePeriodic({ widthPx, heightPx, rgb }: Raster, x: number, y: number, out: Uint8Array, at: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const fy = y - top;
  const x0 = ((left % widthPx) + widthPx) % widthPx;
  const y0 = ((top % heightPx) + heightPx) % heightPx;
  const x1 = (x0 + 1) % widthPx;
  const y1 = (y0 + 1) % heightPx;
  for (let channel = 0; channel < 3; channel++) {
    const upper = rgb[(y0 * widthPx + x0) * 3 + channel]! * (1 - fx) + rgb[(y0 * widthPx + x1) * 3 + channel]! * fx;
    const lower = rgb[(y1 * widthPx + x0) * 3 + channel]! * (1 - fx) + rgb[(y1 * widthPx + x1) * 3 + channel]! * fx;
    out[at + channel] = upper * (1 - fy) + lower * fy + 0.5;
  }
}
