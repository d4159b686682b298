import type { RepeatAnalysis } from '../fingerprint.ts';
import type { Matrix3, Vec2 } from '../geometry.ts';
import type { Raster } from '../raster.ts';

/** One repeat unit in lattice coordinates: column and row run along the first and second vector. It tiles without seam. */
export interface CanonicalUnit extends Raster {
  /** From unit pixels (centres at whole numbers) to raster pixels; affine. */
  readonly unitToRaster: Matrix3;
  /** Occurrences that were averaged. */
  readonly occurrences: number;
}

/** More occurrences than this hardly reduce noise further, but cost time and blur. */
const MOST_OCCURRENCES = 8;

/**
 * One repeat unit of the picture, resampled to `sidePx` × `sidePx` and averaged over the occurrences nearest to the middle; its centre is the
 * middle of the picture. `repeat` in pixels of this raster. For `one-way` the second side is the vector turned by 90°. Null for `none`.
 */
export function canonicalUnit(
  raster: Raster,
  repeat: Pick<RepeatAnalysis, 'vectorsPx'>,
  sidePx: number,
): CanonicalUnit | null {
  const a = repeat.vectorsPx[0];
  if (!a) return null;
  const b: Vec2 = repeat.vectorsPx[1] ?? [-a[1], a[0]];
  const { widthPx, heightPx } = raster;
  const originX = (widthPx - 1) / 2 - (a[0] + b[0]) / 2;
  const originY = (heightPx - 1) / 2 - (a[1] + b[1]) / 2;
  const shifts = occurrenceShifts(raster, a, b);
  const sub = Math.max(Math.hypot(...a), Math.hypot(...b)) > 1.5 * sidePx ? 2 : 1;
  const sums = new Float32Array(sidePx * sidePx * 3);
  const counts = new Uint16Array(sidePx * sidePx);
  for (let k = 0; k < sub * sub; k++) {
    const u = ((k % sub) + 0.5) / sub / sidePx;
    const v = (Math.floor(k / sub) + 0.5) / sub / sidePx;
    const x = originX + u * a[0] + v * b[0];
    const y = originY + u * a[1] + v * b[1];
    for (const [dx, dy] of shifts) addOccurrence(raster, [x + dx, y + dy], a, b, sums, counts);
  }
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    if (count > 0) for (let c = 3 * at; c < 3 * at + 3; c++) rgb[c] = sums[c]! / count + 0.5;
    else {
      // A unit that sticks out of the picture everywhere at this place keeps the nearest border pixel.
      const u = ((at % sidePx) + 0.5) / sidePx;
      const v = (Math.floor(at / sidePx) + 0.5) / sidePx;
      const x = Math.round(Math.min(Math.max(originX + u * a[0] + v * b[0], 0), widthPx - 1));
      const y = Math.round(Math.min(Math.max(originY + u * a[1] + v * b[1], 0), heightPx - 1));
      const from = (y * widthPx + x) * 3;
      rgb.set(raster.rgb.subarray(from, from + 3), 3 * at);
    }
  }
  const [ux, uy] = [a[0] / sidePx, a[1] / sidePx];
  const [vx, vy] = [b[0] / sidePx, b[1] / sidePx];
  return {
    widthPx: sidePx,
    heightPx: sidePx,
    rgb,
    unitToRaster: [ux, vx, originX + (ux + vx) / 2, uy, vy, originY + (uy + vy) / 2, 0, 0, 1],
    occurrences: shifts.length,
  };
}

/** Lattice shifts of the unit at the middle, nearest first, of which at least the unit's own middle lies inside. */
function occurrenceShifts({ widthPx, heightPx }: Raster, a: Vec2, b: Vec2): Vec2[] {
  const area = Math.abs(a[0] * b[1] - a[1] * b[0]);
  const reach = Math.hypot(widthPx, heightPx) / 2;
  const spanA = Math.min(4, Math.ceil((reach * Math.hypot(...b)) / area));
  const spanB = Math.min(4, Math.ceil((reach * Math.hypot(...a)) / area));
  const shifts: Vec2[] = [];
  for (let i = -spanA; i <= spanA; i++)
    for (let j = -spanB; j <= spanB; j++) {
      const x = i * a[0] + j * b[0];
      const y = i * a[1] + j * b[1];
      if (Math.abs(x) < widthPx / 2 && Math.abs(y) < heightPx / 2) shifts.push([x, y]);
    }
  return shifts
    .sort((p, q) => p[0] ** 2 + p[1] ** 2 - q[0] ** 2 - q[1] ** 2 || p[1] - q[1] || p[0] - q[0])
    .slice(0, MOST_OCCURRENCES);
}

/** Adds, for each place of the unit that lies inside the picture, the colour there between its pixels; the unit's first place lies at `start`. */
function addOccurrence(
  { widthPx, heightPx, rgb }: Raster,
  start: Vec2,
  a: Vec2,
  b: Vec2,
  sums: Float32Array,
  counts: Uint16Array,
): void {
  const sidePx = Math.sqrt(counts.length);
  const lastX = widthPx - 1;
  const lastY = heightPx - 1;
  const mostLeft = Math.max(0, widthPx - 2);
  const mostTop = Math.max(0, heightPx - 2);
  const right = widthPx > 1 ? 3 : 0;
  const below = heightPx > 1 ? widthPx * 3 : 0;
  const [stepX, stepY] = [a[0] / sidePx, a[1] / sidePx];
  for (let row = 0, at = 0; row < sidePx; row++) {
    const rowX = start[0] + (row * b[0]) / sidePx;
    const rowY = start[1] + (row * b[1]) / sidePx;
    for (let column = 0; column < sidePx; column++, at++) {
      const x = rowX + column * stepX;
      const y = rowY + column * stepY;
      if (!(x >= 0 && y >= 0 && x <= lastX && y <= lastY)) continue;
      const left = Math.min(x | 0, mostLeft);
      const top = Math.min(y | 0, mostTop);
      const fx = x - left;
      const fy = y - top;
      const nw = (top * widthPx + left) * 3;
      const ne = nw + right;
      const sw = nw + below;
      const se = sw + right;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      const to = 3 * at;
      sums[to] = sums[to]! + w00 * rgb[nw]! + w10 * rgb[ne]! + w01 * rgb[sw]! + w11 * rgb[se]!;
      sums[to + 1] = sums[to + 1]! + w00 * rgb[nw + 1]! + w10 * rgb[ne + 1]! + w01 * rgb[sw + 1]! + w11 * rgb[se + 1]!;
      sums[to + 2] = sums[to + 2]! + w00 * rgb[nw + 2]! + w10 * rgb[ne + 2]! + w01 * rgb[sw + 2]! + w11 * rgb[se + 2]!;
      counts[at]!++;
    }
  }
}
