import { DCT_INPUT_SIDE, DCT_OUTPUT_SIDE, lowFrequencies } from './dct.ts';
import { DIHEDRAL_FORMS, DIHEDRAL_STEPS, type DihedralSteps } from './dihedral.ts';
import type { PdqHash } from './fingerprint.ts';
import { lumaPlane } from './luma.ts';
import type { Raster } from './raster.ts';
import { tentSample } from './resize.ts';

/** Two hashes at most this many bits apart are a match: the threshold published with PDQ. */
export const PDQ_MATCH_DISTANCE = 31;

/** A hash of at most this quality says nothing and never matches: the threshold published with PDQ. */
export const PDQ_UNRELIABLE_QUALITY = 49;

export const PDQ_BITS = 256;

/** Sum of quantised gradients that counts as quality 1, from the PDQ reference: an empirical scale. */
const GRADIENT_PER_QUALITY = 90;

/** PDQ of a picture of any size and aspect ratio. */
export function pdqHash(raster: Raster): PdqHash {
  return hashOfSamples(tentSample(lumaPlane(raster), DCT_INPUT_SIDE));
}

/**
 * PDQ of the eight turned and mirrored forms in the order of `DIHEDRAL_FORMS`, from one transform. The first is `pdqHash(raster)`.
 * The published sampling grid is up to half a cell off centre, so the others differ from the hash of the turned picture: by up to 34 bits on pictures of
 * 200–400 px, by a few at 1,024 px.
 */
export function pdqDihedral(raster: Raster): readonly PdqHash[] {
  return dihedralOfSamples(tentSample(lumaPlane(raster), DCT_INPUT_SIDE));
}

/** PDQ of 64 × 64 values in 0–255, row-major. */
export function hashOfSamples(samples: Float32Array): PdqHash {
  return { bits: bitsOf(lowFrequencies(samples)), quality: qualityOf(samples) };
}

/** The eight forms of 64 × 64 values in 0–255, in the order of `DIHEDRAL_FORMS`. */
export function dihedralOfSamples(samples: Float32Array): readonly PdqHash[] {
  const coefficients = lowFrequencies(samples);
  const quality = qualityOf(samples);
  return DIHEDRAL_FORMS.map((form) => ({ bits: bitsOf(rearranged(coefficients, DIHEDRAL_STEPS[form])), quality }));
}

/** Number of bits in which two equally long hashes differ. */
export function hammingDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) {
    let bits = a[i]! ^ b[i]!;
    bits -= (bits >> 1) & 0x55;
    bits = (bits & 0x33) + ((bits >> 2) & 0x33);
    distance += (bits + (bits >> 4)) & 0x0f;
  }
  return distance;
}

/** Whether two hashes are near enough, and both reliable enough, to match by the published thresholds. */
export function pdqMatches(a: PdqHash, b: PdqHash): boolean {
  if (a.quality <= PDQ_UNRELIABLE_QUALITY || b.quality <= PDQ_UNRELIABLE_QUALITY) return false;
  return hammingDistance(a.bits, b.bits) <= PDQ_MATCH_DISTANCE;
}

/**
 * Mirroring an axis turns the sign of its odd frequencies, exchanging the axes transposes the coefficients.
 * Frequencies start at 1, so an even index is an odd frequency.
 */
function rearranged(coefficients: Float32Array, steps: DihedralSteps): Float32Array {
  const side = DCT_OUTPUT_SIDE;
  const result = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = coefficients[steps.transposed ? column * side + row : row * side + column]!;
      const turnsX = steps.mirroredX && column % 2 === 0;
      const turnsY = steps.mirroredY && row % 2 === 0;
      result[row * side + column] = turnsX !== turnsY ? -value : value;
    }
  }
  return result;
}

/** One bit a coefficient, set where it lies above the lower median; coefficient k is bit k counted from the end, as in PDQ's hexadecimal form. */
function bitsOf(coefficients: Float32Array): Uint8Array {
  const median = coefficients.slice().sort()[PDQ_BITS / 2 - 1]!;
  const bits = new Uint8Array(PDQ_BITS / 8);
  for (let k = 0; k < PDQ_BITS; k++) {
    if (coefficients[k]! > median) bits[31 - (k >> 3)] = bits[31 - (k >> 3)]! | (1 << (k & 7));
  }
  return bits;
}

/** 0–100: how much the 64 × 64 samples vary, each step between neighbours cut to whole hundredths of the full range as the reference does. */
function qualityOf(samples: Float32Array): number {
  const side = DCT_INPUT_SIDE;
  let sum = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const here = samples[y * side + x]!;
      if (x + 1 < side) sum += Math.floor((Math.abs(here - samples[y * side + x + 1]!) * 100) / 255);
      if (y + 1 < side) sum += Math.floor((Math.abs(here - samples[(y + 1) * side + x]!) * 100) / 255);
    }
  }
  return Math.min(100, Math.floor(sum / GRADIENT_PER_QUALITY));
}
