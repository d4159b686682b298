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
const MOST_OCCURRENCES = 12;

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
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  const sum: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < sidePx; row++)
    for (let column = 0; column < sidePx; column++) {
      sum.fill(0);
      let count = 0;
      for (let k = 0; k < sub * sub; k++) {
        const u = (column + ((k % sub) + 0.5) / sub) / sidePx;
        const v = (row + (Math.floor(k / sub) + 0.5) / sub) / sidePx;
        const x = originX + u * a[0] + v * b[0];
        const y = originY + u * a[1] + v * b[1];
        for (const [dx, dy] of shifts) if (addBilinear(raster, x + dx, y + dy, sum)) count++;
      }
      const to = (row * sidePx + column) * 3;
      // A unit that sticks out of the picture everywhere at this place keeps the nearest border pixel.
      if (count === 0) {
        const u = (column + 0.5) / sidePx;
        const v = (row + 0.5) / sidePx;
        const x = Math.min(Math.max(originX + u * a[0] + v * b[0], 0), widthPx - 1);
        const y = Math.min(Math.max(originY + u * a[1] + v * b[1], 0), heightPx - 1);
        addBilinear(raster, x, y, sum);
        count = 1;
      }
      for (let c = 0; c < 3; c++) rgb[to + c] = Math.round((sum[c] as number) / count);
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

function addBilinear({ widthPx, heightPx, rgb }: Raster, x: number, y: number, sum: [number, number, number]): boolean {
  if (!(x >= 0 && y >= 0 && x <= widthPx - 1 && y <= heightPx - 1)) return false;
  const x0 = Math.min(Math.floor(x), Math.max(0, widthPx - 2));
  const y0 = Math.min(Math.floor(y), Math.max(0, heightPx - 2));
  const fx = x - x0;
  const fy = y - y0;
  const at = (y0 * widthPx + x0) * 3;
  const right = widthPx > 1 ? 3 : 0;
  const below = heightPx > 1 ? widthPx * 3 : 0;
  for (let c = 0; c < 3; c++) {
    const top = (rgb[at + c] as number) * (1 - fx) + (rgb[at + right + c] as number) * fx;
    const bottom = (rgb[at + below + c] as number) * (1 - fx) + (rgb[at + below + right + c] as number) * fx;
    sum[c] = (sum[c] as number) + top * (1 - fy) + bottom * fy;
  }
  return true;
}
