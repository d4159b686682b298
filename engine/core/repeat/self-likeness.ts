import type { RepeatChannels } from './channels.ts';
import { laggedProducts } from './lagged-products.ts';

/** Lags are looked at up to this share of each side: more than half, so that a repeat of which just two are visible is found. */
export const LAG_SHARE = 0.6;

/**
 * How alike the picture is to itself, moved by v: 1 − Σ|f(x) − f(x+v)|² / Σ(|f(x)|² + |f(x+v)|²) over the common part, so 1 for an exact
 * repeat and about 0 for an unrelated place. Mean of colour and structure. Defined for |vx| ≤ `maxX`, 0 ≤ vy ≤ `maxY`; likeness(−v) = likeness(v).
 */
export interface SelfLikeness {
  readonly maxX: number;
  readonly maxY: number;
  /** Mean of the two below; row-major, `2·maxX + 1` columns (vx from −maxX) by `maxY + 1` rows. */
  readonly values: Float32Array;
  readonly colour: Float32Array;
  readonly structure: Float32Array;
  /** Size of the picture whose lags these are. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Raster pixels per lag, along x and along y. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export function selfLikeness(channels: RepeatChannels): SelfLikeness {
  const { widthPx, heightPx, scaleX, scaleY, colour, structure } = channels;
  const maxX = Math.floor(widthPx * LAG_SHARE);
  const maxY = Math.floor(heightPx * LAG_SHARE);
  const colourEnergy = energyTable(colour, widthPx, heightPx);
  const structureEnergy = energyTable([structure], widthPx, heightPx);
  // Structure travels at the strength of colour: in one complex number the rounding errors of the greater would drown the smaller.
  const gain = structureEnergy.at(-1)! > 0 ? Math.sqrt(colourEnergy.at(-1)! / structureEnergy.at(-1)!) : 1;
  const products = laggedProducts(channels, maxX, maxY, gain);
  const columns = 2 * maxX + 1;
  const colourValues = new Float32Array(columns * (maxY + 1));
  const structureValues = new Float32Array(colourValues.length);
  const values = new Float32Array(colourValues.length);
  divideByEnergy(products.colour, products.stride, colourEnergy, channels, maxX, colourValues);
  divideByEnergy(products.structure, products.stride, structureEnergy, channels, maxX, structureValues);
  for (let i = 0; i < values.length; i++) values[i] = (colourValues[i]! + structureValues[i]!) / 2;
  return { maxX, maxY, values, colour: colourValues, structure: structureValues, widthPx, heightPx, scaleX, scaleY };
}

/** Summed-area table of Σ channel², (width + 1) × (height + 1). */
function energyTable(channels: readonly Float32Array[], width: number, height: number): Float64Array {
  const stride = width + 1;
  const table = new Float64Array(stride * (height + 1));
  for (const channel of channels)
    for (let y = 0, i = 0; y < height; y++) {
      let row = 0;
      for (let x = 0, to = (y + 1) * stride + 1; x < width; x++, i++, to++) {
        const value = channel[i]!;
        row += value * value;
        table[to] = table[to]! + row;
      }
    }
  for (let to = stride; to < table.length; to++) table[to] = table[to]! + table[to - stride]!;
  return table;
}

/** Twice the lagged product over the energy in the part that the shift keeps common, of the picture and of its shifted self. */
function divideByEnergy(
  products: Float32Array,
  productStride: number,
  table: Float64Array,
  { widthPx, heightPx }: RepeatChannels,
  maxX: number,
  out: Float32Array,
): void {
  const stride = widthPx + 1;
  const end = heightPx * stride;
  for (let vy = 0, to = 0; to < out.length; vy++) {
    const bottom = (heightPx - vy) * stride;
    const start = vy * stride;
    for (let vx = -maxX; vx <= maxX; vx++, to++) {
      const left = Math.max(0, -vx);
      const right = Math.min(widthPx, widthPx - vx);
      const here = table[bottom + right]! - table[bottom + left]! - table[right]! + table[left]!;
      const there =
        table[end + right + vx]! - table[end + left + vx]! - table[start + right + vx]! + table[start + left + vx]!;
      const energy = here + there;
      out[to] = energy > 0 ? (2 * products[vy * productStride + vx + maxX]!) / energy : 0;
    }
  }
}

/** Share of the picture that stays common under a shift. */
export function overlapShare(likeness: SelfLikeness, x: number, y: number): number {
  return Math.max(0, 1 - Math.abs(x) / likeness.widthPx) * Math.max(0, 1 - Math.abs(y) / likeness.heightPx);
}

/** The value at a whole lag; NaN outside. */
export function likenessAt(likeness: SelfLikeness, x: number, y: number): number {
  const { maxX, maxY, values } = likeness;
  const vx = y < 0 ? -x : x;
  const vy = y < 0 ? -y : y;
  if (vx < -maxX || vx > maxX || vy > maxY) return Number.NaN;
  return values[vy * (2 * maxX + 1) + vx + maxX] as number;
}

export interface LikenessPeak {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Climbs from a real-valued lag to the local maximum within `reachPx`, and places it below the pixel; null where there is none or it lies outside. */
export function climb(likeness: SelfLikeness, x: number, y: number, reachPx: number): LikenessPeak | null {
  let cx = Math.round(x);
  let cy = Math.round(y);
  let value = likenessAt(likeness, cx, cy);
  if (Number.isNaN(value)) return null;
  for (let moved = true; moved; ) {
    moved = false;
    let bx = cx;
    let by = cy;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const next = likenessAt(likeness, cx + dx, cy + dy);
        if (next > value) {
          value = next;
          bx = cx + dx;
          by = cy + dy;
          moved = true;
        }
      }
    cx = bx;
    cy = by;
    if (Math.hypot(cx - x, cy - y) > reachPx + 1) return null;
  }
  const peak = placePeak(likeness, cx, cy);
  return peak && Math.hypot(peak.x - x, peak.y - y) <= reachPx ? peak : null;
}

/** Top of the quadratic surface through a whole-lag maximum and its eight neighbours. */
export function placePeak(likeness: SelfLikeness, x: number, y: number): LikenessPeak | null {
  const at = (dx: number, dy: number): number => likenessAt(likeness, x + dx, y + dy);
  const c = at(0, 0);
  const l = at(-1, 0);
  const r = at(1, 0);
  const u = at(0, -1);
  const d = at(0, 1);
  const cross = (at(1, 1) - at(-1, 1) - at(1, -1) + at(-1, -1)) / 4;
  if (Number.isNaN(l + r + u + d + cross)) return null;
  const gx = (r - l) / 2;
  const gy = (d - u) / 2;
  const xx = l + r - 2 * c;
  const yy = u + d - 2 * c;
  const determinant = xx * yy - cross * cross;
  if (!(determinant > 1e-12 && xx < 0)) return { x, y, value: c };
  const dx = Math.max(-0.75, Math.min(0.75, (cross * gy - yy * gx) / determinant));
  const dy = Math.max(-0.75, Math.min(0.75, (cross * gx - xx * gy) / determinant));
  return { x: x + dx, y: y + dy, value: c + (gx * dx + gy * dy) / 2 };
}

const LANCZOS_TAPS = 6;

/** Lanczos weights (a = 3) of the six whole places round a fraction, summing to 1. */
function lanczosWeights(fraction: number): Float64Array {
  const weights = new Float64Array(LANCZOS_TAPS);
  let sum = 0;
  for (let k = 0; k < LANCZOS_TAPS; k++) {
    const t = Math.PI * (k - 2 - fraction);
    const weight = Math.abs(t) < 1e-9 ? 1 : (3 * Math.sin(t) * Math.sin(t / 3)) / (t * t);
    weights[k] = weight;
    sum += weight;
  }
  for (let k = 0; k < LANCZOS_TAPS; k++) weights[k] = (weights[k] as number) / sum;
  return weights;
}

export interface LikenessPair {
  readonly colour: number;
  readonly structure: number;
}

/** Likeness at a lag between whole ones, by Lanczos interpolation; null where the six-by-six neighbourhood leaves the window. */
export function interpolateLikeness(likeness: SelfLikeness, x: number, y: number): LikenessPair | null {
  const [px, py] = y < 0 ? [-x, -y] : [x, y];
  const { maxX, maxY } = likeness;
  const x0 = Math.floor(px);
  const y0 = Math.floor(py);
  if (x0 - 2 < -maxX || x0 + 3 > maxX || y0 + 3 > maxY) return null;
  const across = lanczosWeights(px - x0);
  const down = lanczosWeights(py - y0);
  const columns = 2 * maxX + 1;
  let colour = 0;
  let structure = 0;
  for (let j = 0; j < LANCZOS_TAPS; j++) {
    const vy = y0 + j - 2;
    const sign = vy < 0 ? -1 : 1;
    let rowColour = 0;
    let rowStructure = 0;
    for (let i = 0; i < LANCZOS_TAPS; i++) {
      const at = sign * vy * columns + sign * (x0 + i - 2) + maxX;
      const weight = across[i] as number;
      rowColour += weight * (likeness.colour[at] as number);
      rowStructure += weight * (likeness.structure[at] as number);
    }
    colour += (down[j] as number) * rowColour;
    structure += (down[j] as number) * rowStructure;
  }
  return { colour, structure };
}
