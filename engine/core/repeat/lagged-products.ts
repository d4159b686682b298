import {
  bitReversal,
  type ComplexRows,
  type FourierScratch,
  fourierScratch,
  powerOfTwoAtLeast,
  SIMD_LANES,
} from '../column-fft.ts';
import type { RepeatChannels } from './channels.ts';

/**
 * Σ f(x)·f(x + v) of the channels, not divided by anything, over lags |vx| ≤ maxX, 0 ≤ vy ≤ maxY: row vy begins at vy · `stride`, with vx = −maxX.
 * Both lie in scratch memory, hence until the next call.
 */
export interface LaggedProducts {
  readonly stride: number;
  /** Of the colour channels together. */
  readonly colour: Float32Array;
  readonly structure: Float32Array;
}

/** Numbers by which rows are longer than a power of two, so that not all rows of a column fall into the same few cache lines. */
const STRIDE_PADDING = 16;
/** Columns that are transposed together. At least 16 pixels a side make every transform a multiple of it long. */
const TILE = 16;

/**
 * By the Wiener–Khinchin theorem: transform, square, transform back, with zeros around the picture so that nothing wraps round. Two real channels
 * travel as one complex one.
 */
export function laggedProducts(channels: RepeatChannels, maxX: number, maxY: number, gain: number): LaggedProducts {
  const { widthPx, heightPx, colour, structure } = channels;
  const width = powerOfTwoAtLeast(widthPx + maxX);
  const height = powerOfTwoAtLeast(heightPx + maxY);
  const half = height / 2 + 1;
  const lagColumns = 2 * maxX + 1;
  const spectrumLength = Math.max(width * paddedTo(height), height * paddedTo(lagColumns));
  const workLength = Math.max(height * paddedTo(widthPx), width * paddedTo(half));
  const scratch = fourierScratch(4 * spectrumLength + 2 * workLength);
  const rowsAt = (re: number, length: number, columns: number): ComplexRows => ({
    re,
    im: re + length,
    stride: paddedTo(columns),
  });
  const first = rowsAt(0, spectrumLength, height);
  const second = rowsAt(2 * spectrumLength, spectrumLength, height);
  const work = 4 * spectrumLength;
  const columns = rowsAt(work, workLength, widthPx);
  spectrum(scratch, colour[0], colour[1], 1, channels, columns, first, width, height);
  spectrum(scratch, colour[2], structure, gain, channels, columns, second, width, height);
  const powers = rowsAt(work, workLength, half);
  powerSpectra(scratch.numbers, first, second, powers, width, height);
  scratch.transformColumns(exchanged(powers), width, half);
  const lags = rowsAt(0, spectrumLength, lagColumns);
  gatherLags(scratch.numbers, powers, lags, width, height, maxX);
  scratch.transformColumns(exchanged(lags), height, lagColumns);
  const scale = 1 / (width * height);
  const lagsLength = (maxY + 1) * lags.stride;
  return {
    stride: lags.stride,
    colour: scaled(scratch.numbers.subarray(lags.re, lags.re + lagsLength), scale),
    structure: scaled(scratch.numbers.subarray(lags.im, lags.im + lagsLength), scale / (gain * gain)),
  };
}

const paddedTo = (columns: number): number => Math.ceil(columns / SIMD_LANES) * SIMD_LANES + STRIDE_PADDING;

function scaled(values: Float32Array, factor: number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor;
  return values;
}

const exchanged = ({ re, im, stride }: ComplexRows): ComplexRows => ({ re: im, im: re, stride });

/** Transform of p + i·gain·q, padded with zeros: along y in `columns`, then along x into `out`, whose rows are kx and columns ky. */
function spectrum(
  { numbers, transformColumns }: FourierScratch,
  p: Float32Array,
  q: Float32Array,
  gainOfQ: number,
  { widthPx, heightPx }: RepeatChannels,
  columns: ComplexRows,
  out: ComplexRows,
  width: number,
  height: number,
): void {
  clearRows(numbers, columns, height);
  const placeY = bitReversal(height);
  for (let y = 0, from = 0; y < heightPx; y++) {
    const row = placeY[y]! * columns.stride;
    const re = columns.re + row;
    const im = columns.im + row;
    for (let x = 0; x < widthPx; x++, from++) {
      numbers[re + x] = p[from]!;
      numbers[im + x] = gainOfQ * q[from]!;
    }
  }
  transformColumns(columns, height, widthPx);
  clearRows(numbers, out, width);
  const placeX = bitReversal(width);
  for (const [from, to] of [
    [columns.re, out.re],
    [columns.im, out.im],
  ] as const)
    for (let top = 0; top < height; top += TILE)
      for (let x = 0; x < widthPx; x++) {
        const row = to + placeX[x]! * out.stride;
        for (let y = top; y < top + TILE; y++) numbers[row + y] = numbers[from + y * columns.stride + x]!;
      }
  transformColumns(out, width, height);
}

function clearRows(numbers: Float32Array, { re, im, stride }: ComplexRows, rows: number): void {
  numbers.fill(0, re, re + rows * stride);
  numbers.fill(0, im, im + rows * stride);
}

/**
 * Writes power(colour) + i·power(structure) for ky ≤ height/2 into `out`, rows in bit-reversed order. With Z the transform of p + i·q, those of p
 * and q are (Z(k) + Z*(−k))/2 and (Z(k) − Z*(−k))/2i. Both powers are real and even in k, so the inverse gives both self-correlations, one as
 * real and one as imaginary part, and the other half of the plane follows from this one.
 */
function powerSpectra(
  numbers: Float32Array,
  first: ComplexRows,
  second: ComplexRows,
  out: ComplexRows,
  width: number,
  height: number,
): void {
  const place = bitReversal(width);
  for (let x = 0; x < width; x++) {
    const here = x * first.stride;
    const opposite = ((width - x) & (width - 1)) * first.stride;
    const to = place[x]! * out.stride;
    for (let y = 0; y <= height / 2; y++) {
      const k = here + y;
      const m = opposite + ((height - y) & (height - 1));
      const r = numbers[second.re + k]!;
      const i = numbers[second.im + k]!;
      const rm = numbers[second.re + m]!;
      const im = numbers[second.im + m]!;
      const f = numbers[first.re + k]!;
      const g = numbers[first.im + k]!;
      const fm = numbers[first.re + m]!;
      const gm = numbers[first.im + m]!;
      const bPower = ((r + rm) * (r + rm) + (i - im) * (i - im)) / 4;
      numbers[out.re + to + y] = (f * f + g * g + fm * fm + gm * gm) / 2 + bPower;
      numbers[out.im + to + y] = ((i + im) * (i + im) + (r - rm) * (r - rm)) / 4;
    }
  }
}

/**
 * Lays what is known for (vx, ky ≥ 0) out as rows ky in bit-reversed order, columns vx = −maxX … maxX, for the last transform along ky. The value
 * at (vx, −ky) is that at (−vx, ky).
 */
function gatherLags(
  numbers: Float32Array,
  from: ComplexRows,
  to: ComplexRows,
  width: number,
  height: number,
  maxX: number,
): void {
  const place = bitReversal(height);
  for (let top = 0; top < height; top += TILE)
    for (let vx = -maxX; vx <= maxX; vx++)
      for (let ky = top; ky < top + TILE; ky++) {
        const mirrored = ky > height / 2;
        const at = ((mirrored ? -vx : vx) & (width - 1)) * from.stride + (mirrored ? height - ky : ky);
        const out = place[ky]! * to.stride + vx + maxX;
        numbers[to.re + out] = numbers[from.re + at]!;
        numbers[to.im + out] = numbers[from.im + at]!;
      }
}
