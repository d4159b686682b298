import type { DetectedKeypoint, Octave } from './keypoint-detection.ts';
import { DESCRIPTOR_LENGTH, DESCRIPTOR_SCALE } from './verification-features.ts';

const CELLS = 4;
const COMPONENTS = 4;
/** Side of a cell in units of the keypoint's scale, and samples along a cell's side. */
const CELL_SIGMAS = 3.2;
const SAMPLES_PER_CELL = 3;
/** Bins of the direction histogram over 180°. */
const DIRECTION_BINS = 18;
/** A second direction is kept when its share of votes comes this close to the first. */
const SECOND_DIRECTION = 0.8;

/** Where a descriptor samples, in cells from the keypoint along its direction, and what each sample adds to which cell: `share[4k …]` to `cell[4k …]`. */
interface SamplePattern {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly cell: Uint8Array;
  readonly share: Float64Array;
}

const PATTERN = samplePattern();

function samplePattern(): SamplePattern {
  const reach = CELLS / 2 + 0.5;
  const steps = (CELLS + 1) * SAMPLES_PER_CELL;
  const count = steps * steps;
  const along = (step: number): number => -reach + ((step + 0.5) / steps) * 2 * reach;
  const u = Float64Array.from({ length: count }, (_, k) => along(k % steps));
  const v = Float64Array.from({ length: count }, (_, k) => along(Math.floor(k / steps)));
  const cell = new Uint8Array(4 * count);
  const share = new Float64Array(4 * count);
  for (let k = 0; k < count; k++) {
    const weight = Math.exp(-(u[k]! * u[k]! + v[k]! * v[k]!) / 8);
    const cu = u[k]! + CELLS / 2 - 0.5;
    const cv = v[k]! + CELLS / 2 - 0.5;
    for (let corner = 0; corner < 4; corner++) {
      const column = Math.floor(cu) + (corner & 1);
      const row = Math.floor(cv) + (corner >> 1);
      if (row < 0 || row >= CELLS || column < 0 || column >= CELLS) continue;
      cell[4 * k + corner] = (row * CELLS + column) * COMPONENTS;
      share[4 * k + corner] = weight * (1 - Math.abs(cu - column)) * (1 - Math.abs(cv - row));
    }
  }
  return { u, v, cell, share };
}

/** Dominant directions (radians, modulo π) of structure around a keypoint: none where there is no structure, at most two. */
export function dominantDirections(octave: Octave, keypoint: DetectedKeypoint): number[] {
  const { width, height, re, im } = octave;
  const radius = Math.max(3, Math.round(3.5 * keypoint.sigma));
  const centreX = Math.round(keypoint.x);
  const centreY = Math.round(keypoint.y);
  const falloff = -1 / (2 * (1.75 * keypoint.sigma) ** 2);
  const fading = Float64Array.from({ length: radius + 1 }, (_, d) => Math.exp(d * d * falloff));
  const votes = new Float64Array(DIRECTION_BINS);
  for (let dy = -radius; dy <= radius; dy++) {
    const y = centreY + dy;
    if (y < 0 || y >= height) continue;
    for (let dx = -radius; dx <= radius; dx++) {
      const x = centreX + dx;
      if (x < 0 || x >= width) continue;
      const at = y * width + x;
      const m = Math.sqrt(re[at]! * re[at]! + im[at]! * im[at]!);
      if (m < 1e-4) continue;
      const position = turnShare(re[at]!, im[at]!) * DIRECTION_BINS;
      const bin = Math.floor(position) % DIRECTION_BINS;
      const share = position - Math.floor(position);
      const weight = m * fading[Math.abs(dx)]! * fading[Math.abs(dy)]!;
      votes[bin]! += weight * (1 - share);
      votes[(bin + 1) % DIRECTION_BINS]! += weight * share;
    }
  }
  return peaks(smoothedCircle(smoothedCircle(votes))).map((bin) => (bin / DIRECTION_BINS) * Math.PI);
}

function smoothedCircle(votes: Float64Array): Float64Array {
  const n = votes.length;
  return votes.map((vote, bin) => (votes[(bin + n - 1) % n]! + 2 * vote + votes[(bin + 1) % n]!) / 4);
}

/**
 * The argument of a complex number as a share of a full turn, 0 … 1, within 0.001: a hundredth of a bin. A cubic in the ratio of the smaller to the
 * larger part (S. Rajan et al., "Efficient approximations for the arctangent function", 2006), since it is asked some 100,000 times a picture.
 */
function turnShare(re: number, im: number): number {
  const x = Math.abs(re);
  const y = Math.abs(im);
  const ratio = x > y ? y / x : x / y;
  const eighth = (ratio * (Math.PI / 4 + (1 - ratio) * (0.2447 + 0.0663 * ratio))) / (2 * Math.PI);
  const quarter = x > y ? eighth : 0.25 - eighth;
  const half = re < 0 ? 0.5 - quarter : quarter;
  return im < 0 ? 1 - half : half;
}

function peaks(votes: Float64Array): number[] {
  const n = votes.length;
  const highest = Math.max(...votes);
  if (highest <= 0) return [];
  const found: { bin: number; votes: number }[] = [];
  for (let bin = 0; bin < n; bin++) {
    const before = votes[(bin + n - 1) % n]!;
    const here = votes[bin]!;
    const after = votes[(bin + 1) % n]!;
    if (here < SECOND_DIRECTION * highest || here <= before || here < after) continue;
    found.push({ bin: bin + (before - after) / (2 * (before - 2 * here + after)), votes: here });
  }
  return found
    .sort((a, b) => b.votes - a.votes)
    .slice(0, 2)
    .map((peak) => peak.bin);
}

/**
 * Writes the descriptor of a keypoint: 4 × 4 cells along its direction, in each the strength m, z and the real part of z²/|z| relative to that direction,
 * brought to the basis in which a half turn and a mirror only change signs (symmetryClasses). Returns false where there is no structure.
 */
export function describe(
  octave: Octave,
  keypoint: DetectedKeypoint,
  angleRad: number,
  out: Int8Array,
  offset: number,
): boolean {
  const cells = new Float64Array(CELLS * CELLS * COMPONENTS);
  const { width, height, re, im, strength } = octave;
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const turnRe = Math.cos(2 * angleRad);
  const turnIm = -Math.sin(2 * angleRad);
  const cellPx = CELL_SIGMAS * keypoint.sigma;
  const { u, v, cell, share } = PATTERN;
  for (let k = 0; k < u.length; k++) {
    const x = Math.round(keypoint.x + (u[k]! * cos - v[k]! * sin) * cellPx);
    const y = Math.round(keypoint.y + (u[k]! * sin + v[k]! * cos) * cellPx);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const at = y * width + x;
    const zRe = re[at]! * turnRe - im[at]! * turnIm;
    const zIm = re[at]! * turnIm + im[at]! * turnRe;
    const size = Math.sqrt(zRe * zRe + zIm * zIm);
    const fourfold = size > 1e-6 ? (zRe * zRe - zIm * zIm) / size : 0;
    const m = strength[at]!;
    for (let corner = 4 * k; corner < 4 * k + 4; corner++) {
      const w = share[corner]!;
      const to = cell[corner]!;
      cells[to]! += w * m;
      cells[to + 1]! += w * zRe;
      cells[to + 2]! += w * zIm;
      cells[to + 3]! += w * fourfold;
    }
  }
  return writeSymmetryClasses(cells, out, offset);
}

/**
 * The group of half turn and mirror acts on the cells by swapping rows and columns and changing the sign of Im z. Sums and differences over the four swapped
 * cells fall into 4 classes by how they answer: class = 2·(odd under mirror) + (odd under half turn), 16 numbers each. One product of two descriptors
 * class by class then gives the similarity under all four symmetries.
 */
function writeSymmetryClasses(cells: Float64Array, out: Int8Array, offset: number): boolean {
  let meanStrength = 0;
  for (let cell = 0; cell < 16; cell++) meanStrength += cells[cell * COMPONENTS]! / 16;
  if (meanStrength <= 0) return false;
  // The mean strength is common to all patches with structure and tells nothing apart.
  for (let cell = 0; cell < 16; cell++) cells[cell * COMPONENTS]! -= meanStrength;
  const numbers = new Float64Array(DESCRIPTOR_LENGTH);
  const filled = [0, 0, 0, 0];
  let energy = 0;
  for (let row = 0; row < 2; row++) {
    for (let column = 0; column < 2; column++) {
      for (let component = 0; component < COMPONENTS; component++) {
        const value = (r: number, c: number): number => cells[(r * CELLS + c) * COMPONENTS + component]!;
        const a = value(row, column);
        const b = value(3 - row, column);
        const c = value(row, 3 - column);
        const d = value(3 - row, 3 - column);
        for (let parity = 0; parity < 4; parity++) {
          const rowOdd = parity & 1;
          const columnOdd = parity >> 1;
          const sum = a + (rowOdd ? -b : b) + (columnOdd ? -c : c) + (rowOdd !== columnOdd ? -d : d);
          const mirrorOdd = component === 2 ? 1 - rowOdd : rowOdd;
          const turnOdd = rowOdd ^ columnOdd;
          const symmetryClass = 2 * mirrorOdd + turnOdd;
          numbers[symmetryClass * 16 + filled[symmetryClass]!++] = sum / 2;
          energy += (sum * sum) / 4;
        }
      }
    }
  }
  if (energy < 1e-9) return false;
  const scale = DESCRIPTOR_SCALE / Math.sqrt(energy);
  for (let k = 0; k < DESCRIPTOR_LENGTH; k++)
    out[offset + k] = Math.max(-127, Math.min(127, Math.round(numbers[k]! * scale)));
  return true;
}
