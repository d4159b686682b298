import type { Raster } from '../raster.ts';
import { reduceWithTent } from './tent-reduction.ts';

/** The picture as the analysis sees it: four real channels of zero mean, reduced to the working size. */
export interface RepeatChannels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Raster pixels per working pixel, along x and along y. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** L*, a*, b* with the soft light taken out. */
  readonly colour: readonly [Float32Array, Float32Array, Float32Array];
  /** Fine structure of the strongest colour axis, of locally even strength. */
  readonly structure: Float32Array;
  /** Root mean square of the colour channels, in units of L*. */
  readonly contrast: number;
}

/** Longest side of the working picture: with lags up to 0.6 of it, a transform of 512 does not wrap round. */
export const WORKING_SIDE_PX = 320;

export function repeatChannels(raster: Raster): RepeatChannels {
  const reduction = Math.max(1, Math.max(raster.widthPx, raster.heightPx) / WORKING_SIDE_PX);
  const widthPx = Math.max(1, Math.round(raster.widthPx / reduction));
  const heightPx = Math.max(1, Math.round(raster.heightPx / reduction));
  const [lightness, a, b] = toLab(reduceWithTent(raster, widthPx, heightPx), widthPx * heightPx);
  removeLight(lightness, a, b, widthPx, heightPx);
  let energy = 0;
  for (const channel of [lightness, a, b]) energy += removeMean(channel);
  const structure = localStructure([lightness, a, b], widthPx, heightPx);
  return {
    widthPx,
    heightPx,
    scaleX: raster.widthPx / widthPx,
    scaleY: raster.heightPx / heightPx,
    colour: [lightness, a, b],
    structure,
    contrast: Math.sqrt(energy / (widthPx * heightPx)),
  };
}

/** Steps of a curve over 0–1, and room for the values up to 0.1 % above that rounding of the weights may give. */
const CURVE_STEPS = 4096;
const CURVE_LENGTH = CURVE_STEPS + 6;

/** IEC 61966-2-1, at equal steps of the encoded value. */
const LINEAR = Float64Array.from({ length: CURVE_LENGTH }, (_, i) => {
  const share = Math.min(1, i / CURVE_STEPS);
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** CIE 15:2004, at equal steps of the ratio to white. */
const CUBE_ROOT = Float64Array.from({ length: CURVE_LENGTH }, (_, i) => {
  const share = Math.min(1, i / CURVE_STEPS);
  return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
});

function cubeRootAt(position: number): number {
  const step = position | 0;
  const lower = CUBE_ROOT[step]!;
  return lower + (position - step) * (CUBE_ROOT[step + 1]! - lower);
}

/** CIE L*a*b* of 8-bit sRGB values, with D65 as white: only differences inside one picture matter here. */
function toLab(rgb: Float32Array, pixels: number): [Float32Array, Float32Array, Float32Array] {
  const lightness = new Float32Array(pixels);
  const a = new Float32Array(pixels);
  const b = new Float32Array(pixels);
  const step = CURVE_STEPS / 255;
  for (let i = 0, j = 0; i < pixels; i++, j += 3) {
    const red = CURVE_STEPS * LINEAR[(rgb[j]! * step + 0.5) | 0]!;
    const green = CURVE_STEPS * LINEAR[(rgb[j + 1]! * step + 0.5) | 0]!;
    const blue = CURVE_STEPS * LINEAR[(rgb[j + 2]! * step + 0.5) | 0]!;
    const x = cubeRootAt(0.4339 * red + 0.3762 * green + 0.1899 * blue);
    const y = cubeRootAt(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = cubeRootAt(0.0178 * red + 0.1095 * green + 0.8728 * blue);
    lightness[i] = 116 * y - 16;
    a[i] = 500 * (x - y);
    b[i] = 200 * (y - z);
  }
  return [lightness, a, b];
}

/**
 * Divides out soft light. Light scales linear colour by a factor, hence L* + 16, a* and b* by its cube root; that factor is taken from a
 * quadratic surface fitted to L* + 16.
 */
function removeLight(lightness: Float32Array, a: Float32Array, b: Float32Array, width: number, height: number): void {
  const [c0, cx, cy, cxx, cxy, cyy] = quadraticSurface(lightness, width, height);
  const mean = c0 + 16;
  const across = legendre(width);
  const down = legendre(height);
  for (let y = 0, i = 0; y < height; y++) {
    const v = down.linear[y]!;
    const constant = mean + cy * v + cyy * down.quadratic[y]!;
    const slope = cx + cxy * v;
    for (let x = 0; x < width; x++, i++) {
      const light = constant + slope * across.linear[x]! + cxx * across.quadratic[x]!;
      const gain = mean / Math.max(light, mean / 4);
      lightness[i] = (lightness[i]! + 16) * gain - 16;
      a[i] = a[i]! * gain;
      b[i] = b[i]! * gain;
    }
  }
}

/** The Legendre polynomials of degree 1 and 2 at the middles of equal parts of −1 … 1. */
function legendre(length: number): { readonly linear: Float64Array; readonly quadratic: Float64Array } {
  const linear = Float64Array.from({ length }, (_, i) => (2 * i + 1) / length - 1);
  return { linear, quadratic: linear.map((u) => 1.5 * u * u - 0.5) };
}

/**
 * Coefficients of 1, x, y, x², xy, y² in the least-squares surface of degree 2, each as Legendre polynomial; these are orthogonal on the grid to
 * within its coarseness.
 */
function quadraticSurface(
  values: Float32Array,
  width: number,
  height: number,
): readonly [number, number, number, number, number, number] {
  const across = legendre(width);
  const down = legendre(height);
  let one = 0;
  let x1 = 0;
  let y1 = 0;
  let x2 = 0;
  let xy = 0;
  let y2 = 0;
  for (let y = 0, i = 0; y < height; y++) {
    let row = 0;
    let rowX = 0;
    let rowXx = 0;
    for (let x = 0; x < width; x++, i++) {
      const value = values[i]!;
      row += value;
      rowX += value * across.linear[x]!;
      rowXx += value * across.quadratic[x]!;
    }
    const v = down.linear[y]!;
    one += row;
    x1 += rowX;
    y1 += row * v;
    x2 += rowXx;
    xy += rowX * v;
    y2 += row * down.quadratic[y]!;
  }
  const pixels = width * height;
  return [one / pixels, (3 * x1) / pixels, (3 * y1) / pixels, (5 * x2) / pixels, (9 * xy) / pixels, (5 * y2) / pixels];
}

/** Makes the mean zero; returns the sum of squares that is left. */
function removeMean(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let energy = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]! - mean;
    values[i] = value;
    energy += value * value;
  }
  return energy;
}

/** Radius of the window that fine structure is measured against, in working pixels. */
const STRUCTURE_RADIUS_PX = 5;

function localStructure(
  colour: readonly [Float32Array, Float32Array, Float32Array],
  width: number,
  height: number,
): Float32Array {
  const [first, second, third] = strongestAxis(colour);
  const [p, q, r] = colour;
  const projected = new Float32Array(width * height);
  for (let i = 0; i < projected.length; i++) projected[i] = first * p[i]! + second * q[i]! + third * r[i]!;
  const mean = boxMean(projected, width, height, STRUCTURE_RADIUS_PX);
  const squares = new Float32Array(width * height);
  let total = 0;
  for (let i = 0; i < projected.length; i++) {
    const detail = projected[i]! - mean[i]!;
    projected[i] = detail;
    squares[i] = detail * detail;
    total += detail * detail;
  }
  const floor = 0.25 * (total / projected.length) + 1e-6;
  const strength = boxMean(squares, width, height, 2 * STRUCTURE_RADIUS_PX);
  for (let i = 0; i < projected.length; i++) projected[i] = projected[i]! / Math.sqrt(strength[i]! + floor);
  removeMean(projected);
  return projected;
}

/** First principal axis of the colours, by power iteration. */
function strongestAxis(colour: readonly [Float32Array, Float32Array, Float32Array]): [number, number, number] {
  const [p, q, r] = colour;
  let pp = 0;
  let pq = 0;
  let pr = 0;
  let qq = 0;
  let qr = 0;
  let rr = 0;
  for (let i = 0; i < p.length; i++) {
    const x = p[i]!;
    const y = q[i]!;
    const z = r[i]!;
    pp += x * x;
    pq += x * y;
    pr += x * z;
    qq += y * y;
    qr += y * z;
    rr += z * z;
  }
  let axis: [number, number, number] = [1, 0.1, 0.05];
  for (let turn = 0; turn < 30; turn++) {
    const [x, y, z] = axis;
    const next: [number, number, number] = [
      pp * x + pq * y + pr * z,
      pq * x + qq * y + qr * z,
      pr * x + qr * y + rr * z,
    ];
    const length = Math.hypot(...next) || 1;
    axis = [next[0] / length, next[1] / length, next[2] / length];
  }
  return axis;
}

/** Mean over a square window of side 2·radius + 1, shrunk at the border. */
function boxMean(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const out = new Float32Array(values.length);
  const columnSums = new Float64Array(width);
  const running = new Float64Array(width + 1);
  const add = (y: number, sign: number): void => {
    for (let x = 0, i = y * width; x < width; x++, i++) columnSums[x] = columnSums[x]! + sign * values[i]!;
  };
  for (let y = 0; y < Math.min(radius, height); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius > 0) add(y - radius - 1, -1);
    const rows = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1;
    for (let x = 0; x < width; x++) running[x + 1] = running[x]! + columnSums[x]!;
    const inner = 1 / (rows * (2 * radius + 1));
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const left = x - radius;
      const right = x + radius + 1;
      out[i] =
        left >= 0 && right <= width
          ? (running[right]! - running[left]!) * inner
          : (running[Math.min(right, width)]! - running[Math.max(left, 0)]!) /
            (rows * (Math.min(right, width) - Math.max(left, 0)));
    }
  }
  return out;
}
