import type { Affine } from './affine.ts';
import type { SampleGrid, Surface } from './sample-grid.ts';
import { frameTurn, readUnit, readWhole } from './translation-search.ts';

/** Local products of two aligned structures, one entry a sample; `inside` 0 where the candidate has nothing. */
export interface AlignedSamples {
  readonly product: Float64Array;
  readonly energy: Float64Array;
  readonly inside: Uint8Array;
}

/** Reads the candidate under the map and turns its structure into the query's frame. */
export function alignedSamples(grid: SampleGrid, target: Surface, map: Affine): AlignedSamples {
  const count = grid.x.length;
  const product = new Float64Array(count);
  const energy = new Float64Array(count);
  const inside = new Uint8Array(count);
  const turn = frameTurn(map);
  const { features, whole } = target.picture;
  const sample = new Float64Array(2);
  const toColumn = whole.width / features.widthPx;
  const toRow = whole.height / features.heightPx;
  for (let at = 0; at < count; at++) {
    const x = map.a * grid.x[at]! + map.b * grid.y[at]! + map.tx;
    const y = map.c * grid.x[at]! + map.d * grid.y[at]! + map.ty;
    if (target.unit) {
      const { toLattice } = target.unit;
      readUnit(target.unit.map, toLattice.a * x + toLattice.b * y, toLattice.c * x + toLattice.d * y, sample);
    } else if (!readWhole(whole, x * toColumn, y * toRow, sample)) continue;
    const re = sample[0]! * turn.cos + sample[1]! * turn.sin;
    const im = sample[1]! * turn.cos - sample[0]! * turn.sin;
    product[at] = grid.re[at]! * re + grid.im[at]! * (turn.mirrored ? -im : im);
    energy[at] = re * re + im * im;
    inside[at] = 1;
  }
  return { product, energy, inside };
}

/** Half side, in samples, of the window over which local agreement is measured. */
const WINDOW_REACH = 3;
/** A window correlating above this agrees. A first choice; the limits on strength were set with it. */
const AGREEING = 0.5;
/** Windows with less than this share of the mean energy in both pictures are ground and say nothing. */
const GROUND_SHARE = 0.12;

/** Agreement of local structure, window by window. */
export interface WindowAgreement {
  /** Correlation in the window round each sample, −1 to 1; 0 outside the common part. */
  readonly values: Float64Array;
  /** 1 where the window holds structure in either picture. */
  readonly structured: Uint8Array;
  readonly agreeing: Uint8Array;
  readonly inside: Uint8Array;
  /** Energy-weighted mean of the values over the agreeing part, and over all of the common part. */
  readonly agreement: number;
  readonly overall: number;
  /** Agreeing share of the structured samples of the grid's surface. */
  readonly coverage: number;
  /** Agreeing share of the structured samples in the common part. */
  readonly commonCoverage: number;
}

export function windowAgreement(grid: SampleGrid, target: Surface, map: Affine): WindowAgreement {
  const { product, energy, inside } = alignedSamples(grid, target, map);
  const { width, height } = grid;
  const periodic = grid.surface.unit !== null;
  const common = new Float64Array(product.length);
  const own = new Float64Array(product.length);
  let ownMean = 0;
  let otherMean = 0;
  let insideCount = 0;
  for (let at = 0; at < product.length; at++) {
    common[at] = inside[at]!;
    own[at] = inside[at] ? grid.energy[at]! : 0;
    ownMean += grid.energy[at]! / product.length;
    if (!inside[at]) continue;
    insideCount++;
    otherMean += energy[at]!;
  }
  otherMean /= Math.max(1, insideCount);
  const sums = (plane: Float64Array): Float64Array => windowSums(plane, width, height, periodic);
  const products = sums(product);
  const owns = sums(own);
  const others = sums(energy);
  const commons = sums(common);
  const ownAll = sums(grid.energy);
  const areas = windowAreas(width, height, periodic);
  const values = new Float64Array(product.length);
  const structured = new Uint8Array(product.length);
  const agreeing = new Uint8Array(product.length);
  let structuredCount = 0;
  let commonCount = 0;
  let agreeingCount = 0;
  let agreeingSum = 0;
  let agreeingWeight = 0;
  let allSum = 0;
  let allWeight = 0;
  for (let at = 0; at < product.length; at++) {
    const ownLevel = ownAll[at]! / areas[at]! / ownMean;
    if (!inside[at]) {
      if (ownLevel > GROUND_SHARE) {
        structured[at] = 1;
        structuredCount++;
      }
      continue;
    }
    const a = owns[at]! / commons[at]! / ownMean;
    const b = otherMean > 0 ? others[at]! / commons[at]! / otherMean : 0;
    if (!(a > GROUND_SHARE || b > GROUND_SHARE)) continue;
    structured[at] = 1;
    structuredCount++;
    commonCount++;
    // Structure against ground: the floor keeps a faint trace from counting as full agreement.
    const floor = 0.15 * Math.max(a, b);
    const value =
      products[at]! /
      commons[at]! /
      Math.sqrt(ownMean * otherMean) /
      Math.sqrt(Math.max(a, floor) * Math.max(b, floor));
    values[at] = value;
    const weight = Math.sqrt(Math.max(a, b));
    allSum += value * weight;
    allWeight += weight;
    if (value < AGREEING) continue;
    agreeing[at] = 1;
    agreeingCount++;
    agreeingSum += value * weight;
    agreeingWeight += weight;
  }
  return {
    values,
    structured,
    agreeing,
    inside,
    agreement: agreeingWeight > 0 ? Math.min(1, agreeingSum / agreeingWeight) : 0,
    overall: allWeight > 0 ? Math.max(0, Math.min(1, allSum / allWeight)) : 0,
    coverage: structuredCount > 0 ? agreeingCount / structuredCount : 0,
    commonCoverage: commonCount > 0 ? agreeingCount / commonCount : 0,
  };
}

/** Sums over a square window round each sample, wrapping round or cut at the border. */
function windowSums(plane: Float64Array, width: number, height: number, periodic: boolean): Float64Array {
  const across = new Float64Array(plane.length);
  // A line with what lies beyond its ends: its other end, or nothing.
  const line = new Float64Array(width + 2 * WINDOW_REACH);
  for (let from = 0; from < plane.length; from += width) {
    const row = plane.subarray(from, from + width);
    line.set(row, WINDOW_REACH);
    if (periodic) {
      line.set(row.subarray(width - WINDOW_REACH), 0);
      line.set(row.subarray(0, WINDOW_REACH), width + WINDOW_REACH);
    }
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let near = x; near <= x + 2 * WINDOW_REACH; near++) sum += line[near]!;
      across[from + x] = sum;
    }
  }
  const out = new Float64Array(plane.length);
  for (let y = 0; y < height; y++) {
    const to = y * width;
    for (let d = -WINDOW_REACH; d <= WINDOW_REACH; d++) {
      const near = periodic ? (y + d + height) % height : y + d;
      if (near < 0 || near >= height) continue;
      for (let x = 0, from = near * width; x < width; x++, from++) out[to + x]! += across[from]!;
    }
  }
  return out;
}

/** Samples in the window round each sample. */
function windowAreas(width: number, height: number, periodic: boolean): Float64Array {
  const full = 2 * WINDOW_REACH + 1;
  const along = (at: number, length: number): number =>
    periodic ? full : Math.min(at + WINDOW_REACH, length - 1) - Math.max(at - WINDOW_REACH, 0) + 1;
  const areas = new Float64Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) areas[at] = along(x, width) * along(y, height);
  return areas;
}
