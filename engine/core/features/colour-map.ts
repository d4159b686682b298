import type { Vec2 } from '../geometry.ts';
import type { Raster } from '../raster.ts';
import type { ColourMap } from './verification-features.ts';

/** Matrix from linear sRGB to XYZ under D50 (Bradford-adapted, IEC 61966-2-1 primaries), rows divided by the D50 white point. */
const TO_RELATIVE_XYZ = [
  0.4360747 / 0.9642,
  0.3850649 / 0.9642,
  0.1430804 / 0.9642,
  0.2225045,
  0.7168786,
  0.0606169,
  0.0139322 / 0.8249,
  0.0971045 / 0.8249,
  0.7141733 / 0.8249,
] as const;

const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const encoded = byte / 255;
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
});

const cubeRoot = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116);

function writeLab(red: number, green: number, blue: number, out: Int8Array, at: number): void {
  const m = TO_RELATIVE_XYZ;
  const x = cubeRoot(m[0] * red + m[1] * green + m[2] * blue);
  const y = cubeRoot(m[3] * red + m[4] * green + m[5] * blue);
  const z = cubeRoot(m[6] * red + m[7] * green + m[8] * blue);
  out[at] = clampByte(116 * y - 16);
  out[at + 1] = clampByte(500 * (x - y));
  out[at + 2] = clampByte(200 * (y - z));
}

const clampByte = (value: number): number => Math.max(-127, Math.min(127, Math.round(value)));

/** Colours over the whole raster, one sample block a cell. Averaged in linear light, as the eye blends small details. */
export function wholeColourMap(raster: Raster, longestSide: number): ColourMap {
  const scale = longestSide / Math.max(raster.widthPx, raster.heightPx);
  const width = Math.max(1, Math.round(raster.widthPx * scale));
  const height = Math.max(1, Math.round(raster.heightPx * scale));
  return sampledColourMap(raster, width, height, (column, row) => [
    ((column + 0.5) * raster.widthPx) / width,
    ((row + 0.5) * raster.heightPx) / height,
  ]);
}

/** Colours over the repeat unit, at lattice coordinates (column/side, row/side), as unitMap lays them out. */
export function unitColourMap(raster: Raster, basis: readonly [Vec2, Vec2], origin: Vec2, side: number): ColourMap {
  const [a, b] = basis;
  const determinant = a[0] * b[1] - a[1] * b[0];
  const centreX = raster.widthPx / 2 - origin[0];
  const centreY = raster.heightPx / 2 - origin[1];
  const uMiddle = (centreX * b[1] - centreY * b[0]) / determinant;
  const vMiddle = (centreY * a[0] - centreX * a[1]) / determinant;
  return sampledColourMap(raster, side, side, (column, row) => {
    const u = nearestCopy(column / side, uMiddle);
    const v = nearestCopy(row / side, vMiddle);
    return [origin[0] + a[0] * u + b[0] * v, origin[1] + a[1] * u + b[1] * v];
  });
}

const nearestCopy = (share: number, middle: number): number => share + Math.round(middle - share);

function sampledColourMap(
  raster: Raster,
  width: number,
  height: number,
  place: (column: number, row: number) => Vec2,
): ColourMap {
  const lab = new Int8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = place(column, row);
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = -1; dy <= 1; dy++) {
        const py = Math.max(0, Math.min(raster.heightPx - 1, Math.floor(y + dy)));
        for (let dx = -1; dx <= 1; dx++) {
          const px = Math.max(0, Math.min(raster.widthPx - 1, Math.floor(x + dx)));
          const at = (py * raster.widthPx + px) * 3;
          red += LINEAR[raster.rgb[at]!]!;
          green += LINEAR[raster.rgb[at + 1]!]!;
          blue += LINEAR[raster.rgb[at + 2]!]!;
        }
      }
      writeLab(red / 9, green / 9, blue / 9, lab, (row * width + column) * 3);
    }
  }
  return { width, height, lab };
}
