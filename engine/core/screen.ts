import { bitReversal, fourierScratch } from './column-fft.ts';
import { blurred } from './features/smoothing.ts';
import { lumaPlane } from './luma.ts';
import type { Plane, Raster } from './raster.ts';

/** Side of the pieces whose spectra are looked at, px: several periods of the coarsest screen. */
const TILE_PX = 64;
/** Pieces along each side, at most: enough to tell what is everywhere from what is drawn somewhere. */
const TILES_A_SIDE = 6;
/** Periods of a screen, px: finer ones no pixel shows, coarser ones may be the pattern itself. */
const FINEST_PX = 2.2;
const COARSEST_PX = 14;
/** Finer screens are averaged away wherever structure is looked at. */
const HARMLESS_PX = 3.4;
/** Keeps empty pieces from having peaks: about a grey level of noise in a windowed piece. */
const NOISE_POWER = 50;
/** Least height of a peak above what is usual at its distance from the origin, natural logarithm of power. */
const LEAST_PROMINENCE = 4;
/** A harmonic of a coarser repeat is weaker than what lies at a half or a third of its frequency; a screen is stronger by this. */
const LEAST_RISE = 1;
/** Peaks this much weaker than the strongest still belong to the screen; its coarsest sets the period. */
const PEAK_RANGE = 3;
/** A piece of the picture may be free of the screen, by light or by a fold: this share of them is not asked. */
const QUIET_SHARE = 0.25;

/**
 * Period, in pixels, of the fine regular texture that lies over all of the picture: threads, stitches, ribs, the dots of a halftone. Null where there is none.
 * A peak of the spectrum counts as a screen when three quarters of all pieces show it, and when it is not a harmonic of something coarser.
 */
export function screenPeriodPx(picture: Plane): number | null {
  const power = commonPower(picture);
  if (!power) return null;
  const levels = power.map((value) => Math.log(value + NOISE_POWER));
  const usual = usualLevels(levels);
  const peaks: { level: number; periodPx: number }[] = [];
  for (let v = 0; v < TILE_PX; v++)
    for (let u = 0; u <= TILE_PX / 2; u++) {
      const [fx, fy] = [u, v < TILE_PX / 2 ? v : v - TILE_PX];
      const radius = Math.hypot(fx, fy);
      if (radius < TILE_PX / COARSEST_PX || radius > TILE_PX / FINEST_PX) continue;
      const level = levelAt(levels, fx, fy);
      if (level - usual[Math.round(radius)]! < LEAST_PROMINENCE || !isPeak(levels, fx, fy)) continue;
      if (level < Math.max(levelNear(levels, fx / 2, fy / 2), levelNear(levels, fx / 3, fy / 3)) + LEAST_RISE) continue;
      peaks.push({ level, periodPx: TILE_PX / radius });
    }
  if (peaks.length === 0) return null;
  const strongest = Math.max(...peaks.map(({ level }) => level));
  const ofScreen = peaks.filter(({ level }) => level > strongest - PEAK_RANGE);
  const coarsestPx = Math.max(...ofScreen.map(({ periodPx }) => periodPx));
  return coarsestPx >= HARMLESS_PX ? coarsestPx : null;
}

/** For each frequency the power that three quarters of the pieces reach; null where the picture is smaller than a piece. */
function commonPower({ widthPx, heightPx, values }: Plane): Float32Array | null {
  if (Math.min(widthPx, heightPx) < TILE_PX) return null;
  const corners = tileStarts(heightPx).flatMap((top) => tileStarts(widthPx).map((left) => top * widthPx + left));
  const spectra: Float32Array[] = [];
  for (let i = 0; i < corners.length; i += 2)
    spectra.push(...pairOfSpectra(values, widthPx, corners[i]!, corners[i + 1] ?? corners[i]!));
  spectra.length = corners.length;
  const rank = Math.floor(QUIET_SHARE * corners.length);
  const common = new Float32Array(TILE_PX * TILE_PX);
  const column = new Float32Array(corners.length);
  for (let v = 0; v < TILE_PX; v++)
    for (let u = 0; u <= TILE_PX / 2; u++) {
      for (let i = 0; i < column.length; i++) column[i] = spectra[i]![v * TILE_PX + u]!;
      // The other half of a real picture's spectrum is the same.
      const opposite = ((TILE_PX - v) % TILE_PX) * TILE_PX + ((TILE_PX - u) % TILE_PX);
      common[v * TILE_PX + u] = common[opposite] = column.sort()[rank]!;
    }
  return common;
}

function tileStarts(lengthPx: number): number[] {
  const count = Math.min(TILES_A_SIDE, Math.floor((2 * lengthPx) / TILE_PX) - 1);
  const room = lengthPx - TILE_PX;
  return count === 1 ? [room >> 1] : Array.from({ length: count }, (_, i) => Math.round((i * room) / (count - 1)));
}

const HANN = Float32Array.from({ length: TILE_PX }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / TILE_PX));

/** Power spectra of two pieces from one complex transform: the one is its real, the other its imaginary part. */
function pairOfSpectra(values: Float32Array, widthPx: number, first: number, second: number) {
  const area = TILE_PX * TILE_PX;
  const { numbers, transformColumns } = fourierScratch(4 * area);
  const reversed = bitReversal(TILE_PX);
  const [re, im, acrossRe, acrossIm] = [0, area, 2 * area, 3 * area];
  [first, second].forEach((corner, part) => {
    const mean = tileMean(values, widthPx, corner);
    for (let y = 0; y < TILE_PX; y++)
      for (let x = 0; x < TILE_PX; x++)
        numbers[part * area + reversed[y]! * TILE_PX + x] =
          (values[corner + y * widthPx + x]! - mean) * HANN[y]! * HANN[x]!;
  });
  transformColumns({ re, im, stride: TILE_PX }, TILE_PX, TILE_PX);
  for (let y = 0; y < TILE_PX; y++)
    for (let x = 0; x < TILE_PX; x++) {
      numbers[acrossRe + reversed[x]! * TILE_PX + y] = numbers[re + y * TILE_PX + x]!;
      numbers[acrossIm + reversed[x]! * TILE_PX + y] = numbers[im + y * TILE_PX + x]!;
    }
  transformColumns({ re: acrossRe, im: acrossIm, stride: TILE_PX }, TILE_PX, TILE_PX);
  const spectra = [new Float32Array(area), new Float32Array(area)] as const;
  // Row u, column v of the second transform is frequency (u, v); conjugate symmetry tells the two parts apart.
  for (let u = 0; u < TILE_PX; u++)
    for (let v = 0; v < TILE_PX; v++) {
      const at = u * TILE_PX + v;
      const opposite = ((TILE_PX - u) % TILE_PX) * TILE_PX + ((TILE_PX - v) % TILE_PX);
      const [a, b] = [numbers[acrossRe + at]!, numbers[acrossIm + at]!];
      const [c, d] = [numbers[acrossRe + opposite]!, numbers[acrossIm + opposite]!];
      const to = v * TILE_PX + u;
      spectra[0][to] = ((a + c) ** 2 + (b - d) ** 2) / 4;
      spectra[1][to] = ((b + d) ** 2 + (a - c) ** 2) / 4;
    }
  return spectra;
}

function tileMean(values: Float32Array, widthPx: number, corner: number): number {
  let sum = 0;
  for (let y = 0; y < TILE_PX; y++) for (let x = 0; x < TILE_PX; x++) sum += values[corner + y * widthPx + x]!;
  return sum / (TILE_PX * TILE_PX);
}

const levelAt = (levels: Float32Array, fx: number, fy: number): number =>
  levels[((fy + TILE_PX) % TILE_PX) * TILE_PX + ((fx + TILE_PX) % TILE_PX)]!;

/** The highest of the four frequencies round one that lies between them. */
const levelNear = (levels: Float32Array, fx: number, fy: number): number =>
  Math.max(
    ...[Math.floor(fx), Math.ceil(fx)].flatMap((x) =>
      [Math.floor(fy), Math.ceil(fy)].map((y) => levelAt(levels, x, y)),
    ),
  );

function isPeak(levels: Float32Array, fx: number, fy: number): boolean {
  const level = levelAt(levels, fx, fy);
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) if (levelAt(levels, fx + dx, fy + dy) > level) return false;
  return true;
}

/** Half width of the ring over which the usual level is taken, in frequencies. */
const RING = 2;

/** Median of the levels in a ring round the origin, by rounded radius. */
function usualLevels(levels: Float32Array): Float32Array {
  const byRadius: number[][] = Array.from({ length: TILE_PX }, () => []);
  for (let fy = -TILE_PX / 2; fy < TILE_PX / 2; fy++)
    for (let fx = 0; fx <= TILE_PX / 2; fx++) byRadius[Math.round(Math.hypot(fx, fy))]!.push(levelAt(levels, fx, fy));
  return Float32Array.from(byRadius, (_, radius) => {
    const ring = byRadius.slice(Math.max(0, radius - RING), radius + RING + 1).flat();
    return ring.sort((a, b) => a - b)[ring.length >> 1] ?? 0;
  });
}

/** Standard deviation of the smoothing, in periods of the screen: leaves 1/400 of its amplitude. */
const SMOOTHING = 0.55;
/** Least share of the contrast that must be left, else the screen was the pattern itself. */
const LEAST_LEFT = 0.25;

/** The picture without its screen; null where nothing much would be left. `periodPx` is in pixels of `raster`. */
export function withoutScreen(raster: Raster, periodPx: number): Raster | null {
  const { widthPx, heightPx, rgb } = raster;
  const out = new Uint8Array(rgb.length);
  const plane = new Float32Array(widthPx * heightPx);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0, at = channel; i < plane.length; i++, at += 3) plane[i] = rgb[at]!;
    const smooth = blurred(plane, widthPx, heightPx, SMOOTHING * periodPx);
    for (let i = 0, at = channel; i < plane.length; i++, at += 3) out[at] = smooth[i]! + 0.5;
  }
  const smoothed = { widthPx, heightPx, rgb: out };
  return contrast(smoothed) >= LEAST_LEFT * contrast(raster) ? smoothed : null;
}

function contrast(raster: Raster): number {
  const { values } = lumaPlane(raster);
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / values.length - (sum / values.length) ** 2));
}
