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

/** Dominant directions (radians, modulo π) of structure around a keypoint: none where there is no structure, at most two. */
export function dominantDirections(octave: Octave, keypoint: DetectedKeypoint): number[] {
  const { width, height, re, im } = octave;
  const radius = Math.max(3, Math.round(3.5 * keypoint.sigma));
  const centreX = Math.round(keypoint.x);
  const centreY = Math.round(keypoint.y);
  const falloff = -1 / (2 * (1.75 * keypoint.sigma) ** 2);
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
      const position = ((Math.atan2(im[at]!, re[at]!) / (2 * Math.PI) + 1) * DIRECTION_BINS) % DIRECTION_BINS;
      const bin = Math.floor(position);
      const share = position - bin;
      const weight = m * Math.exp((dx * dx + dy * dy) * falloff);
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
  const reach = CELLS / 2 + 0.5;
  const steps = (CELLS + 1) * SAMPLES_PER_CELL;
  for (let row = 0; row < steps; row++) {
    const v = -reach + ((row + 0.5) / steps) * 2 * reach;
    for (let column = 0; column < steps; column++) {
      const u = -reach + ((column + 0.5) / steps) * 2 * reach;
      const x = Math.round(keypoint.x + (u * cos - v * sin) * cellPx);
      const y = Math.round(keypoint.y + (u * sin + v * cos) * cellPx);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = y * width + x;
      const zRe = re[at]! * turnRe - im[at]! * turnIm;
      const zIm = re[at]! * turnIm + im[at]! * turnRe;
      const size = Math.sqrt(zRe * zRe + zIm * zIm);
      const fourfold = size > 1e-6 ? (zRe * zRe - zIm * zIm) / size : 0;
      const weight = Math.exp(-(u * u + v * v) / 8);
      const cu = u + CELLS / 2 - 0.5;
      const cv = v + CELLS / 2 - 0.5;
      const iu = Math.floor(cu);
      const iv = Math.floor(cv);
      for (let dv = 0; dv < 2; dv++) {
        const r = iv + dv;
        if (r < 0 || r >= CELLS) continue;
        const wv = weight * (dv ? cv - iv : 1 - cv + iv);
        for (let du = 0; du < 2; du++) {
          const c = iu + du;
          if (c < 0 || c >= CELLS) continue;
          const w = wv * (du ? cu - iu : 1 - cu + iu);
          const cell = (r * CELLS + c) * COMPONENTS;
          cells[cell]! += w * strength[at]!;
          cells[cell + 1]! += w * zRe;
          cells[cell + 2]! += w * zIm;
          cells[cell + 3]! += w * fourfold;
        }
      }
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
