import { writeLab } from './colour-space.ts';
import { localMean } from './local-mean.ts';
import type { Plane, Raster } from './raster.ts';
import { reduceRaster } from './resize.ts';
import { removeQuadraticTrend } from './trend.ts';

/** Side of the picture that is looked at as a whole, px. */
const WHOLE_SIDE_PX = 128;

/** Side of the pieces that are looked at in full resolution, px, and how many are taken along each side: fine weave and pinstripes show only there. */
const TILE_PX = 64;
const TILES_A_SIDE = 4;

/** What changes more slowly than over twice this many pixels is light or an ombré ground, not drawing. */
const DETAIL_RADIUS_PX = 16;

/** Distances within one mark, px. */
const NEAR_LAGS_PX = [2, 3, 4];

/**
 * Distances that neither sensor noise nor JPEG reaches: blocks of half-resolution chroma are 16 px wide, and smoothing between them reaches 8 px further.
 * Their differences have no common divisor, so no repeat is out of phase with all of them.
 */
const FAR_LAGS_PX = [25, 26, 28, 31, 35, 40];

/**
 * Least contrast, in ΔE76, of detail that agrees with itself far away: a tone-on-tone pattern of 4 of 255 steps, just visible side by side, reaches 0.4–0.7.
 * Where colour varies much over the picture, also this share of its standard deviation: JPEG turns a steep gradient into steps of up to 0.05 of it.
 */
const FAR_CONTRAST = 0.35;
const FAR_SHARE_OF_SPREAD = 0.06;

/** Least contrast of detail that agrees within one mark, and its least share of all contrast: noise through JPEG reaches a share of 0.47. */
const NEAR_CONTRAST = 1.2;
const NEAR_SHARE = 0.55;

/**
 * A covariance counts when it exceeds so many standard errors of independent noise: five, for 5–6 independent pixels in each block of JPEG noise
 * (5 · √5.8 = 12), since the lags and directions tried are many.
 */
const STANDARD_ERRORS = 12;

/** Fewer pairs than this make no reliable covariance. */
const LEAST_PAIRS = 64;

export interface Structure {
  /** Whether something is drawn: detail that agrees with itself some pixels away. Noise does not, and smooth gradients have no detail. */
  readonly present: boolean;
  /** Standard deviation of colour over the picture seen from afar, in ΔE76: gradients included, fine noise averaged away. */
  readonly colourSpread: number;
}

/** Looks for drawing in what remains of L*, a*, b* without trend and local mean: over the whole picture, then in pieces at full resolution. */
export function findStructure(raster: Raster): Structure {
  const whole = reduceRaster(raster, WHOLE_SIDE_PX);
  const planes = labPlanes(whole);
  const colourSpread = Math.sqrt(planes.reduce((sum, plane) => sum + variance(plane.values), 0));
  const leastFar = Math.max(FAR_CONTRAST, FAR_SHARE_OF_SPREAD * colourSpread);
  const scale = whole.widthPx / raster.widthPx;
  const wholeFarLags = new Set(FAR_LAGS_PX.map((lag) => Math.max(NEAR_LAGS_PX.at(-1)! + 1, Math.ceil(lag * scale))));
  for (const plane of planes) keepDetail(plane);
  if (agreesWithItself(planes, [...wholeFarLags], leastFar)) return { present: true, colourSpread };
  if (whole === raster) return { present: false, colourSpread };
  const tilePlanes = tiles(raster).flatMap(labPlanes);
  for (const plane of tilePlanes) keepDetail(plane);
  return { present: agreesWithItself(tilePlanes, FAR_LAGS_PX, leastFar), colourSpread };
}

/** `planes` holds three planes of detail for each piece. */
function agreesWithItself(planes: readonly Plane[], farLagsPx: readonly number[], leastFar: number): boolean {
  let energy = 0;
  let pixels = 0;
  for (const plane of planes) {
    energy += laggedProducts(plane, 0, 0);
    pixels += plane.values.length / 3;
  }
  const contrast = Math.sqrt(energy / pixels);
  // No agreement can exceed the contrast itself.
  if (contrast < leastFar) return false;
  const leastNear = Math.max(NEAR_CONTRAST, NEAR_SHARE * contrast, leastFar);
  return (
    (contrast >= leastNear && NEAR_LAGS_PX.some((lag) => contrastAt(planes, lag, contrast) >= leastNear)) ||
    farLagsPx.some((lag) => contrastAt(planes, lag, contrast) >= leastFar)
  );
}

/** Square root of the largest significant covariance of detail with itself `lagPx` away: across, down, and along both diagonals. */
function contrastAt(planes: readonly Plane[], lagPx: number, contrast: number): number {
  let largest = 0;
  for (const [dx, dy] of [
    [lagPx, 0],
    [0, lagPx],
    [lagPx, lagPx],
    [-lagPx, lagPx],
  ] as const) {
    let sum = 0;
    let pairs = 0;
    for (const plane of planes) {
      sum += laggedProducts(plane, dx, dy);
      pairs += Math.max(0, plane.widthPx - Math.abs(dx)) * Math.max(0, plane.heightPx - dy);
    }
    // Each pixel has three planes.
    pairs /= 3;
    if (pairs < LEAST_PAIRS) continue;
    const covariance = Math.abs(sum) / pairs;
    if (covariance > (STANDARD_ERRORS * contrast * contrast) / Math.sqrt(pairs))
      largest = Math.max(largest, covariance);
  }
  return Math.sqrt(largest);
}

function laggedProducts({ widthPx, heightPx, values }: Plane, dx: number, dy: number): number {
  const from = Math.max(0, -dx);
  const to = widthPx - Math.max(0, dx);
  const offset = dy * widthPx + dx;
  let sum = 0;
  for (let y = 0; y < heightPx - dy; y++) {
    for (let at = y * widthPx + from; at < y * widthPx + to; at++) sum += values[at]! * values[at + offset]!;
  }
  return sum;
}

function keepDetail(plane: Plane): void {
  removeQuadraticTrend(plane);
  const { widthPx, heightPx, values } = plane;
  const mean = localMean(values, widthPx, heightPx, DETAIL_RADIUS_PX);
  for (let i = 0; i < values.length; i++) values[i] = values[i]! - mean[i]!;
}

function labPlanes({ widthPx, heightPx, rgb }: Raster): readonly Plane[] {
  const lab = new Float32Array(rgb.length);
  writeLab(rgb, lab);
  return [0, 1, 2].map((channel) => {
    const values = new Float32Array(widthPx * heightPx);
    for (let i = 0; i < values.length; i++) values[i] = lab[i * 3 + channel]!;
    return { widthPx, heightPx, values };
  });
}

function variance(values: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  return Math.max(0, squares / values.length - mean * mean);
}

/** Up to 4 × 4 pieces spread evenly and not overlapping, since overlap would count the same noise twice. */
function tiles(raster: Raster): readonly Raster[] {
  const lefts = tileStarts(raster.widthPx);
  return tileStarts(raster.heightPx).flatMap((top) => lefts.map((left) => cutTile(raster, left, top)));
}

function tileStarts(sidePx: number): readonly number[] {
  const count = Math.max(1, Math.min(TILES_A_SIDE, Math.floor(sidePx / TILE_PX)));
  const spare = Math.max(0, sidePx - count * TILE_PX);
  return Array.from({ length: count }, (_, i) => i * TILE_PX + Math.floor((spare * (i + 0.5)) / count));
}

function cutTile(raster: Raster, left: number, top: number): Raster {
  const widthPx = Math.min(TILE_PX, raster.widthPx - left);
  const heightPx = Math.min(TILE_PX, raster.heightPx - top);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y++) {
    const from = ((top + y) * raster.widthPx + left) * 3;
    rgb.set(raster.rgb.subarray(from, from + widthPx * 3), y * widthPx * 3);
  }
  return { widthPx, heightPx, rgb };
}
