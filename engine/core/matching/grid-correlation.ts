import { bitReversal, type ComplexRows, type FourierScratch, fourierScratch } from '../column-fft.ts';

/** A square grid of complex numbers, row-major; the side is a power of two. */
export interface ComplexGrid {
  readonly side: number;
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** Fourier transform of a grid, rows and columns exchanged, and the sum of |z|² of what was transformed. */
export interface GridSpectrum extends ComplexGrid {
  readonly energy: number;
}

export interface CorrelationPeak {
  /** Shift, in cells of the grid, between whole ones. */
  readonly column: number;
  readonly row: number;
  /** −1 to 1. */
  readonly value: number;
}

export const emptyGrid = (side: number): ComplexGrid => ({
  side,
  re: new Float32Array(side * side),
  im: new Float32Array(side * side),
});

export function spectrumOf(grid: ComplexGrid): GridSpectrum {
  const { side, re, im } = grid;
  const { scratch, first, second } = workspace(side);
  const { numbers } = scratch;
  const place = bitReversal(side);
  let energy = 0;
  for (let at = 0; at < re.length; at++) energy += re[at]! * re[at]! + im[at]! * im[at]!;
  for (let y = 0; y < side; y++) {
    numbers.set(re.subarray(y * side, (y + 1) * side), first.re + place[y]! * side);
    numbers.set(im.subarray(y * side, (y + 1) * side), first.im + place[y]! * side);
  }
  transformBothWays(scratch, first, second, side);
  return { side, energy, re: copied(numbers, second.re, re.length), im: copied(numbers, second.im, re.length) };
}

/** Highest values of Re Σ conj(fixed(u))·moved(u + s) over the shifts s, cyclic, divided by both norms; at most `limit`, the highest first. */
export function correlationPeaks(fixed: GridSpectrum, moved: GridSpectrum, limit: number): CorrelationPeak[] {
  const { side } = fixed;
  if (fixed.energy <= 0 || moved.energy <= 0) return [];
  const { scratch, first, second } = workspace(side);
  const { numbers } = scratch;
  const place = bitReversal(side);
  for (let row = 0, at = 0; row < side; row++) {
    const toRe = first.re + place[row]! * side;
    const toIm = first.im + place[row]! * side;
    for (let column = 0; column < side; column++, at++) {
      const a = fixed.re[at]!;
      const b = fixed.im[at]!;
      const c = moved.re[at]!;
      const d = moved.im[at]!;
      numbers[toRe + column] = a * c + b * d;
      numbers[toIm + column] = a * d - b * c;
    }
  }
  // Real and imaginary parts exchanged: the inverse.
  transformBothWays(scratch, exchanged(first), exchanged(second), side);
  const values = numbers.subarray(second.re, second.re + side * side);
  return highest(values, side, limit, 1 / (side * side * Math.sqrt(fixed.energy * moved.energy)));
}

function highest(values: Float32Array, side: number, limit: number, norm: number): CorrelationPeak[] {
  const peaks: CorrelationPeak[] = [];
  const open = limit > 1 ? values.slice() : values;
  for (let round = 0; round < limit; round++) {
    let best = 0;
    for (let at = 1; at < open.length; at++) if (open[at]! > open[best]!) best = at;
    const column = best % side;
    const row = Math.floor(best / side);
    const along = (dx: number, dy: number): number =>
      values[((row + dy + side) % side) * side + ((column + dx + side) % side)]!;
    peaks.push({
      column: column + vertex(along(-1, 0), values[best]!, along(1, 0)),
      row: row + vertex(along(0, -1), values[best]!, along(0, 1)),
      value: values[best]! * norm,
    });
    if (limit > 1) closeAround(open, side, column, row);
  }
  return peaks;
}

/** Takes a peak and its slopes out of the search for the next one. */
function closeAround(open: Float32Array, side: number, column: number, row: number): void {
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++)
      open[((row + dy + side) % side) * side + ((column + dx + side) % side)] = Number.NEGATIVE_INFINITY;
}

function vertex(before: number, here: number, after: number): number {
  const curve = before - 2 * here + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve))) : 0;
}

interface Workspace {
  readonly scratch: FourierScratch;
  readonly first: ComplexRows;
  readonly second: ComplexRows;
}

function workspace(side: number): Workspace {
  const cells = side * side;
  return {
    scratch: fourierScratch(4 * cells),
    first: { re: 0, im: cells, stride: side },
    second: { re: 2 * cells, im: 3 * cells, stride: side },
  };
}

/** Down the columns of `first`, whose rows lie in bit-reversed order, then down those of its transpose, which `second` becomes. */
function transformBothWays(
  { numbers, transformColumns }: FourierScratch,
  first: ComplexRows,
  second: ComplexRows,
  side: number,
): void {
  transformColumns(first, side, side);
  const place = bitReversal(side);
  for (let x = 0; x < side; x++) {
    const toRe = second.re + place[x]! * side;
    const toIm = second.im + place[x]! * side;
    for (let y = 0, at = x; y < side; y++, at += side) {
      numbers[toRe + y] = numbers[first.re + at]!;
      numbers[toIm + y] = numbers[first.im + at]!;
    }
  }
  transformColumns(second, side, side);
}

const exchanged = ({ re, im, stride }: ComplexRows): ComplexRows => ({ re: im, im: re, stride });

const copied = (numbers: Float32Array, from: number, length: number): Float32Array =>
  numbers.slice(from, from + length);
