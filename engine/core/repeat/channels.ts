import type { Raster } from '../raster.ts';

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
  const [lightness, a, b] = toLab(reduceRaster(raster, widthPx, heightPx), widthPx * heightPx);
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

interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Weights of a tent filter 3.6 output pixels wide. Half a pixel more than an ordinary reduction: likeness is read between whole lags, which is
 * only sound for a picture without detail at the limit of the grid.
 */
function tentTaps(fromPx: number, toPx: number): Taps {
  const ratio = fromPx / toPx;
  const radius = 1.8 * ratio;
  const count = Math.ceil(2 * radius) + 1;
  const first = new Int32Array(toPx);
  const weights = new Float32Array(toPx * count);
  for (let i = 0; i < toPx; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const start = Math.ceil(centre - radius);
    first[i] = Math.min(Math.max(start, 0), Math.max(0, fromPx - count));
    let sum = 0;
    for (let k = 0; k < count; k++) sum += Math.max(0, 1 - Math.abs(start + k - centre) / radius);
    for (let k = 0; k < count; k++) {
      const weight = Math.max(0, 1 - Math.abs(start + k - centre) / radius) / sum;
      const at = Math.min(Math.max(start + k, 0), fromPx - 1) - (first[i] as number);
      weights[i * count + at] = (weights[i * count + at] as number) + weight;
    }
  }
  return { first, weights, count };
}

function reduceRaster(raster: Raster, widthPx: number, heightPx: number): Float32Array {
  const across = tentTaps(raster.widthPx, widthPx);
  const down = tentTaps(raster.heightPx, heightPx);
  const rows = new Float32Array(widthPx * raster.heightPx * 3);
  for (let y = 0; y < raster.heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let from = (y * raster.widthPx + (across.first[x] as number)) * 3;
      for (let k = x * across.count; k < (x + 1) * across.count; k++, from += 3) {
        const weight = across.weights[k] as number;
        if (weight === 0) continue;
        red += weight * (raster.rgb[from] as number);
        green += weight * (raster.rgb[from + 1] as number);
        blue += weight * (raster.rgb[from + 2] as number);
      }
      const to = (y * widthPx + x) * 3;
      rows[to] = red;
      rows[to + 1] = green;
      rows[to + 2] = blue;
    }
  const out = new Float32Array(widthPx * heightPx * 3);
  const rowLength = widthPx * 3;
  for (let y = 0; y < heightPx; y++)
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k] as number;
      if (weight === 0) continue;
      const from = ((down.first[y] as number) + k) * rowLength;
      const to = y * rowLength;
      for (let x = 0; x < rowLength; x++) out[to + x] = (out[to + x] as number) + weight * (rows[from + x] as number);
    }
  return out;
}

const CURVE_STEPS = 4096;
let sRgbCurve: Float32Array | undefined;
let labCurve: Float32Array | undefined;

function curves(): { readonly linear: Float32Array; readonly cubeRoot: Float32Array } {
  if (!sRgbCurve || !labCurve) {
    sRgbCurve = new Float32Array(CURVE_STEPS + 1);
    labCurve = new Float32Array(CURVE_STEPS + 2);
    for (let i = 0; i <= CURVE_STEPS; i++) {
      const share = i / CURVE_STEPS;
      sRgbCurve[i] = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      labCurve[i] = share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
    }
    labCurve[CURVE_STEPS + 1] = 1;
  }
  return { linear: sRgbCurve, cubeRoot: labCurve };
}

/** CIE L*a*b* of 8-bit sRGB values, with D65 as white: only differences inside one picture matter here. */
function toLab(rgb: Float32Array, pixels: number): [Float32Array, Float32Array, Float32Array] {
  const { linear, cubeRoot } = curves();
  const lightness = new Float32Array(pixels);
  const a = new Float32Array(pixels);
  const b = new Float32Array(pixels);
  const step = CURVE_STEPS / 255;
  const read = (value: number): number => {
    const at = Math.min(Math.max(value, 0), 1) * CURVE_STEPS;
    const i = at | 0;
    const low = cubeRoot[i] as number;
    return low + (at - i) * ((cubeRoot[i + 1] as number) - low);
  };
  for (let i = 0, j = 0; i < pixels; i++, j += 3) {
    const red = linear[((rgb[j] as number) * step + 0.5) | 0] as number;
    const green = linear[((rgb[j + 1] as number) * step + 0.5) | 0] as number;
    const blue = linear[((rgb[j + 2] as number) * step + 0.5) | 0] as number;
    const x = read(0.4339 * red + 0.3762 * green + 0.1899 * blue);
    const y = read(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = read(0.0178 * red + 0.1095 * green + 0.8728 * blue);
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
  const surface = quadraticSurface(lightness, width, height);
  const mean = surface.mean + 16;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const gain = mean / Math.max(surface.at(x, y) + 16, mean / 4);
      lightness[i] = ((lightness[i] as number) + 16) * gain - 16;
      a[i] = (a[i] as number) * gain;
      b[i] = (b[i] as number) * gain;
    }
}

/** Least-squares surface of degree 2, through Legendre polynomials, which are orthogonal on the grid to within its coarseness. */
function quadraticSurface(
  values: Float32Array,
  width: number,
  height: number,
): { readonly mean: number; readonly at: (x: number, y: number) => number } {
  const sums = [0, 0, 0, 0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    const v = (2 * y + 1) / height - 1;
    let row = 0;
    let rowX = 0;
    let rowXx = 0;
    for (let x = 0; x < width; x++, i++) {
      const u = (2 * x + 1) / width - 1;
      const value = values[i] as number;
      row += value;
      rowX += value * u;
      rowXx += value * (1.5 * u * u - 0.5);
    }
    sums[0] = (sums[0] as number) + row;
    sums[1] = (sums[1] as number) + rowX;
    sums[2] = (sums[2] as number) + row * v;
    sums[3] = (sums[3] as number) + rowXx;
    sums[4] = (sums[4] as number) + rowX * v;
    sums[5] = (sums[5] as number) + row * (1.5 * v * v - 0.5);
  }
  const norms = [1, 3, 3, 5, 9, 5];
  const [c0, cx, cy, cxx, cxy, cyy] = sums.map((sum, k) => (sum * (norms[k] as number)) / (width * height)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    mean: c0,
    at: (x, y) => {
      const u = (2 * x + 1) / width - 1;
      const v = (2 * y + 1) / height - 1;
      return c0 + cx * u + cy * v + cxx * (1.5 * u * u - 0.5) + cxy * u * v + cyy * (1.5 * v * v - 0.5);
    },
  };
}

/** Makes the mean zero; returns the sum of squares that is left. */
function removeMean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let energy = 0;
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) - mean;
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
  const axis = strongestAxis(colour);
  const [p, q, r] = colour;
  const projected = new Float32Array(width * height);
  for (let i = 0; i < projected.length; i++)
    projected[i] = axis[0] * (p[i] as number) + axis[1] * (q[i] as number) + axis[2] * (r[i] as number);
  const mean = boxMean(projected, width, height, STRUCTURE_RADIUS_PX);
  const squares = new Float32Array(width * height);
  let total = 0;
  for (let i = 0; i < projected.length; i++) {
    const detail = (projected[i] as number) - (mean[i] as number);
    projected[i] = detail;
    squares[i] = detail * detail;
    total += detail * detail;
  }
  const floor = 0.25 * (total / projected.length) + 1e-6;
  const strength = boxMean(squares, width, height, 2 * STRUCTURE_RADIUS_PX);
  for (let i = 0; i < projected.length; i++)
    projected[i] = (projected[i] as number) / Math.sqrt((strength[i] as number) + floor);
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
    const x = p[i] as number;
    const y = q[i] as number;
    const z = r[i] as number;
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
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += values[base + x] as number;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += values[base + x + radius] as number;
      if (x - radius > 0) sum -= values[base + x - radius - 1] as number;
      rows[base + x] = sum / (Math.min(x + radius, width - 1) - Math.max(x - radius, 0) + 1);
    }
  }
  const out = new Float32Array(values.length);
  const sums = new Float64Array(width);
  const add = (y: number, sign: number): void => {
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + sign * (rows[y * width + x] as number);
  };
  for (let y = 0; y < Math.min(radius, height); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius > 0) add(y - radius - 1, -1);
    const count = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1;
    for (let x = 0; x < width; x++) out[y * width + x] = (sums[x] as number) / count;
  }
  return out;
}
