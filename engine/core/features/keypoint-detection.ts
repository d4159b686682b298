import { blurred, halved } from './smoothing.ts';
import type { StructureField } from './structure-field.ts';

/** One octave: structure smoothed to `baseSigma` pixels of this octave, whose pixels are `step` pixels of the field. */
export interface Octave {
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly strength: Float32Array;
}

export interface DetectedKeypoint {
  readonly octave: number;
  /** Pixels of the octave. */
  readonly x: number;
  readonly y: number;
  readonly sigma: number;
  readonly response: number;
}

/** Smoothing of the first level of an octave, in its pixels, and the levels an octave is divided into (D. Lowe 2004 uses 1.6 and 3). */
const BASE_SIGMA = 1.6;
const LEVELS = 2;
const SMALLEST_SIDE = 24;
/** Ratio of principal curvatures above which an extremum sits on a line rather than at a point (Lowe 2004). */
const EDGE_RATIO = 10;
const MIN_RESPONSE = 0.012;

/**
 * Extrema of differences of Gaussians over the strength of structure rather than over lightness: they stay where they are
 * when colours are exchanged or contrast is reversed. At most `limit`, spread over the picture.
 */
export function detectKeypoints(
  field: StructureField,
  limit: number,
): { readonly octaves: readonly Octave[]; readonly keypoints: readonly DetectedKeypoint[] } {
  const octaves: Octave[] = [];
  const found: DetectedKeypoint[] = [];
  let base: Octave = {
    width: field.widthPx,
    height: field.heightPx,
    step: 1,
    re: blurred(field.re, field.widthPx, field.heightPx, BASE_SIGMA * 0.75),
    im: blurred(field.im, field.widthPx, field.heightPx, BASE_SIGMA * 0.75),
    strength: blurred(field.strength, field.widthPx, field.heightPx, BASE_SIGMA),
  };
  for (;;) {
    octaves.push(base);
    const levels = [base.strength];
    for (let level = 1; level <= LEVELS + 2; level++) {
      const before = BASE_SIGMA * 2 ** ((level - 1) / LEVELS);
      levels.push(blurred(levels[level - 1]!, base.width, base.height, before * Math.sqrt(2 ** (2 / LEVELS) - 1)));
    }
    findExtrema(levels, base, octaves.length - 1, found);
    const width = base.width >> 1;
    const height = base.height >> 1;
    if (Math.min(width, height) < SMALLEST_SIDE) break;
    base = {
      width,
      height,
      step: base.step * 2,
      re: halved(base.re, base.width, base.height),
      im: halved(base.im, base.width, base.height),
      strength: halved(levels[LEVELS]!, base.width, base.height),
    };
  }
  return { octaves, keypoints: spread(found, octaves, limit, field) };
}

function findExtrema(levels: readonly Float32Array[], octave: Octave, index: number, found: DetectedKeypoint[]): void {
  const { width, height } = octave;
  const differences = levels.slice(1).map((upper, level) => {
    const lower = levels[level]!;
    const difference = new Float32Array(upper.length);
    for (let at = 0; at < upper.length; at++) difference[at] = upper[at]! - lower[at]!;
    return difference;
  });
  const border = 4;
  for (let level = 1; level < differences.length - 1; level++) {
    const below = differences[level - 1]!;
    const here = differences[level]!;
    const above = differences[level + 1]!;
    const sigma = BASE_SIGMA * 2 ** (level / LEVELS);
    for (let y = border; y < height - border; y++) {
      for (let x = border; x < width - border; x++) {
        const at = y * width + x;
        const value = here[at]!;
        const size = Math.abs(value);
        if (size < MIN_RESPONSE || !isExtremum(below, here, above, at, width, value > 0 ? 1 : -1)) continue;
        const dxx = here[at + 1]! + here[at - 1]! - 2 * value;
        const dyy = here[at + width]! + here[at - width]! - 2 * value;
        const dxy = (here[at + width + 1]! - here[at + width - 1]! - here[at - width + 1]! + here[at - width - 1]!) / 4;
        const determinant = dxx * dyy - dxy * dxy;
        const trace = dxx + dyy;
        if (determinant <= 0 || trace * trace * EDGE_RATIO > (EDGE_RATIO + 1) ** 2 * determinant) continue;
        const shiftX = -(here[at + 1]! - here[at - 1]!) / (2 * dxx);
        const shiftY = -(here[at + width]! - here[at - width]!) / (2 * dyy);
        const curve = above[at]! + below[at]! - 2 * value;
        const shiftLevel = curve === 0 ? 0 : -(above[at]! - below[at]!) / (2 * curve);
        found.push({
          octave: index,
          x: x + clamp(shiftX, 0.5),
          y: y + clamp(shiftY, 0.5),
          sigma: sigma * 2 ** (clamp(shiftLevel, 0.5) / LEVELS),
          response: size,
        });
      }
    }
  }
}

function isExtremum(
  below: Float32Array,
  here: Float32Array,
  above: Float32Array,
  at: number,
  width: number,
  sign: 1 | -1,
): boolean {
  const value = here[at]! * sign;
  for (let row = at - width; row <= at + width; row += width) {
    for (let near = row - 1; near <= row + 1; near++) {
      if (below[near]! * sign > value || above[near]! * sign > value) return false;
      if (near !== at && here[near]! * sign >= value) return false;
    }
  }
  return true;
}

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

/** The strongest of each cell of a 4 × 4 grid in turn, so that one busy corner does not use up the limit. */
function spread(
  found: DetectedKeypoint[],
  octaves: readonly Octave[],
  limit: number,
  field: StructureField,
): DetectedKeypoint[] {
  const cells: DetectedKeypoint[][] = Array.from({ length: 16 }, () => []);
  for (const keypoint of found) {
    const { step } = octaves[keypoint.octave]!;
    const column = Math.min(3, Math.floor((4 * keypoint.x * step) / field.widthPx));
    const row = Math.min(3, Math.floor((4 * keypoint.y * step) / field.heightPx));
    cells[row * 4 + column]!.push(keypoint);
  }
  for (const cell of cells) cell.sort((a, b) => b.response * b.sigma - a.response * a.sigma);
  const chosen: DetectedKeypoint[] = [];
  for (let round = 0; chosen.length < limit; round++) {
    let any = false;
    for (const cell of cells) {
      const keypoint = cell[round];
      if (!keypoint || chosen.length >= limit) continue;
      chosen.push(keypoint);
      any = true;
    }
    if (!any) break;
  }
  return chosen;
}
