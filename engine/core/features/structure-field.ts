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
  const { widthPx, heightPx, channels } = planes;
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
