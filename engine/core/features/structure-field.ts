import { type SimdKernels, simdScratch } from '../simd-scratch.ts';
import type { OpponentPlanes } from './sampled-window.ts';

/** Structure at every pixel: z = re + i·im = m·coherence·exp(2iθ), and m, the compressed edge strength in [0, 1). */
export interface StructureField {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly strength: Float32Array;
}

/** Gradients (grey levels a pixel, Sobel/8) below this are noise of coding rather than drawing. */
const NOISE_GRADIENT = 2.5;
/** The strength is half of its maximum at this share of a strong edge's gradient, so faint colourways count nearly as much as bold ones. */
const HALF_STRENGTH_SHARE = 0.25;
/** A "strong edge" is this quantile of the gradients above the noise. */
const STRONG_QUANTILE = 0.9;

/**
 * Multi-channel structure tensor (S. Di Zenzo, "A note on the gradient of a multi-image", 1986) written as a double-angle field.
 * It is blind to the sign of contrast, and sees edges between colours of equal lightness.
 */
export function structureField(planes: OpponentPlanes): StructureField {
  const { widthPx, heightPx } = planes;
  // The last step of a row writes up to two numbers beyond its end, which must not be the next row.
  const stride = Math.ceil((widthPx + 2) / LANES) * LANES;
  // A step of the kernel may reach beyond the last row.
  const planeNumbers = stride * heightPx + 2 * LANES;
  const { numbers, kernels } = simdScratch(4 * planeNumbers * NUMBER_BYTES);
  if (!kernels || heightPx < 3 || widthPx < 3) return structureFieldPlainly(planes);
  return structureFieldWithKernels(planes, stride, planeNumbers, numbers, kernels);
}

const NUMBER_BYTES = 4;
const LANES = 4;

function structureFieldWithKernels(
  { widthPx, heightPx, channels }: OpponentPlanes,
  stride: number,
  planeNumbers: number,
  numbers: Float32Array,
  kernels: SimdKernels,
): StructureField {
  const [plane, re, im, energy] = [0, planeNumbers, 2 * planeNumbers, 3 * planeNumbers] as const;
  const bytes = (at: number): number => at * NUMBER_BYTES;
  // The plane as well: what lies between its rows is read, and must be a number.
  numbers.fill(0, 0, 4 * planeNumbers);
  for (const channel of channels) {
    for (let y = 0; y < heightPx; y++)
      numbers.set(channel.subarray(y * widthPx, (y + 1) * widthPx), plane + y * stride);
    const width = bytes(widthPx - 1);
    kernels.gradients(bytes(plane), bytes(stride), heightPx, width, bytes(re), bytes(im), bytes(energy));
  }
  // The last column and what lies beyond it got gradients against nothing.
  for (let y = 0; y < heightPx; y++) numbers.fill(0, energy + y * stride + widthPx - 1, energy + (y + 1) * stride);
  const half = halfStrength(numbers.subarray(energy, energy + stride * heightPx));
  kernels.compress(bytes(re), bytes(im), bytes(energy), bytes(stride * heightPx), half, NOISE_GRADIENT);
  const copied = (from: number): Float32Array => {
    const out = new Float32Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y++)
      out.set(numbers.subarray(from + y * stride, from + y * stride + widthPx), y * widthPx);
    return out;
  };
  return { widthPx, heightPx, re: copied(re), im: copied(im), strength: copied(energy) };
}

/** The same in plain code: the reference, and what runs where there is no SIMD. */
export function structureFieldPlainly({ widthPx, heightPx, channels }: OpponentPlanes): StructureField {
  const pixels = widthPx * heightPx;
  const re = new Float32Array(pixels);
  const im = new Float32Array(pixels);
  const strength = new Float32Array(pixels);
  for (const plane of channels) addGradients(plane, widthPx, heightPx, re, im, strength);
  const half = halfStrength(strength);
  for (let at = 0; at < pixels; at++) {
    const energy = strength[at]!;
    const gradient = Math.sqrt(energy);
    if (gradient < NOISE_GRADIENT / 2) {
      re[at] = 0;
      im[at] = 0;
      strength[at] = 0;
      continue;
    }
    const m = (gradient / (gradient + half)) * Math.min(1, gradient / NOISE_GRADIENT - 0.5);
    const scale = m / energy;
    re[at]! *= scale;
    im[at]! *= scale;
    strength[at] = m;
  }
  return { widthPx, heightPx, re, im, strength };
}

/** Adds gxx − gyy, 2·gxy and gxx + gyy of one channel; the outermost pixels stay without gradient. */
function addGradients(
  plane: Float32Array,
  width: number,
  height: number,
  re: Float32Array,
  im: Float32Array,
  energy: Float32Array,
): void {
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    for (let at = row + 1, end = row + width - 1; at < end; at++) {
      const nw = plane[at - width - 1]!;
      const ne = plane[at - width + 1]!;
      const sw = plane[at + width - 1]!;
      const se = plane[at + width + 1]!;
      const gx = (ne + se - nw - sw + 2 * (plane[at + 1]! - plane[at - 1]!)) / 8;
      const gy = (sw + se - nw - ne + 2 * (plane[at + width]! - plane[at - width]!)) / 8;
      re[at]! += gx * gx - gy * gy;
      im[at]! += 2 * gx * gy;
      energy[at]! += gx * gx + gy * gy;
    }
  }
}

function halfStrength(energy: Float32Array): number {
  // A histogram of gradients up to 256 in quarter levels: exact enough for a quantile.
  const histogram = new Uint32Array(1024);
  let count = 0;
  for (let at = 0; at < energy.length; at++) {
    const gradient = Math.sqrt(energy[at]!);
    if (gradient < NOISE_GRADIENT) continue;
    histogram[Math.min(1023, (gradient * 4) | 0)]!++;
    count++;
  }
  let left = count * STRONG_QUANTILE;
  let bin = 0;
  while (bin < 1023 && left > histogram[bin]!) left -= histogram[bin++]!;
  return Math.max(2 * NOISE_GRADIENT, (bin / 4) * HALF_STRENGTH_SHARE);
}
