import { type Affine, type Linear, nearestSimilarity } from './affine.ts';
import type { PreparedPicture, PreparedUnit } from './prepared-picture.ts';
import { frameTurn, readUnit, readWhole } from './translation-search.ts';

/** Where the structure of a picture is read: over the whole picture, or over its repeat unit, continued periodically. */
export interface Surface {
  readonly picture: PreparedPicture;
  /** The unit when it is read periodically; null: the whole picture, with borders. */
  readonly unit: PreparedUnit | null;
}

/** Sample points of a surface: the query's structure and where it is, in pixels. */
export interface SampleGrid {
  readonly surface: Surface;
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly energy: Float64Array;
  /** A quarter of the samples, of smoothed structure: for the first steps of refinement. */
  readonly coarse: boolean;
}

/** Samples along the longest side of a whole picture, and along a repeat unit's sides. */
const WHOLE_SAMPLES = 48;
const UNIT_SAMPLES = 40;

export function sampleGrid(surface: Surface, coarse: boolean): SampleGrid {
  const { features } = surface.picture;
  const whole = coarse ? surface.picture.wholeSmooth : surface.picture.whole;
  const share = coarse ? 0.5 : 1;
  const longest = Math.max(features.widthPx, features.heightPx);
  const width = surface.unit
    ? UNIT_SAMPLES * share
    : Math.max(6, Math.round((WHOLE_SAMPLES * share * features.widthPx) / longest));
  const height = surface.unit
    ? UNIT_SAMPLES * share
    : Math.max(6, Math.round((WHOLE_SAMPLES * share * features.heightPx) / longest));
  const count = width * height;
  const grid = {
    surface,
    coarse,
    width,
    height,
    x: new Float64Array(count),
    y: new Float64Array(count),
    re: new Float64Array(count),
    im: new Float64Array(count),
    energy: new Float64Array(count),
  };
  const sample = new Float64Array(2);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (surface.unit) {
        const { toPx, map, smooth } = surface.unit;
        const u = column / width;
        const v = row / height;
        grid.x[at] = toPx.a * u + toPx.b * v;
        grid.y[at] = toPx.c * u + toPx.d * v;
        readUnit(coarse ? smooth : map, u, v, sample);
      } else {
        grid.x[at] = ((column + 0.5) / width) * features.widthPx;
        grid.y[at] = ((row + 0.5) / height) * features.heightPx;
        readWhole(whole, ((column + 0.5) / width) * whole.width, ((row + 0.5) / height) * whole.height, sample);
      }
      grid.re[at] = sample[0]!;
      grid.im[at] = sample[1]!;
      grid.energy[at] = sample[0]! ** 2 + sample[1]! ** 2;
    }
  }
  return grid;
}

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

/**
 * Correlation over the common part times the root of its share: what refinement climbs. The same reading as alignedSamples, written out flat
 * because it runs some hundred times a pair.
 */
export function overallCorrelation(grid: SampleGrid, target: Surface, map: Affine): number {
  const { angleRad, mirrored } = nearestSimilarity(map);
  const cos = Math.cos(2 * angleRad);
  const sin = Math.sin(2 * angleRad);
  const flip = mirrored ? -1 : 1;
  const { picture, unit } = target;
  const source = unit ? (grid.coarse ? unit.smooth : unit.map) : grid.coarse ? picture.wholeSmooth : picture.whole;
  const { width, height, values } = source;
  // One linear map from the grid's pixels to columns and rows of the map that is read.
  const m = toMapCells(target, width, height);
  const a = m.a * map.a + m.b * map.c;
  const b = m.a * map.b + m.b * map.d;
  const c = m.c * map.a + m.d * map.c;
  const d = m.c * map.b + m.d * map.d;
  const edge = unit ? 0 : 0.5;
  const tx = m.a * map.tx + m.b * map.ty - edge;
  const ty = m.c * map.tx + m.d * map.ty - edge;
  const count = grid.x.length;
  let sum = 0;
  let own = 0;
  let other = 0;
  let common = 0;
  for (let at = 0; at < count; at++) {
    const x = a * grid.x[at]! + b * grid.y[at]! + tx;
    const y = c * grid.x[at]! + d * grid.y[at]! + ty;
    let left = Math.floor(x);
    let top = Math.floor(y);
    const fx = x - left;
    const fy = y - top;
    let right = left + 1;
    let bottom = top + 1;
    if (unit) {
      // Unit maps are 64 cells a side: a power of two.
      left &= width - 1;
      right &= width - 1;
      top &= height - 1;
      bottom &= height - 1;
    } else if (left < 0 || top < 0 || right >= width || bottom >= height) continue;
    const nw = 2 * (top * width + left);
    const ne = 2 * (top * width + right);
    const sw = 2 * (bottom * width + left);
    const se = 2 * (bottom * width + right);
    const w11 = fx * fy;
    const w10 = fx - w11;
    const w01 = fy - w11;
    const w00 = 1 - fx - w01;
    const re = values[nw]! * w00 + values[ne]! * w10 + values[sw]! * w01 + values[se]! * w11;
    const im = values[nw + 1]! * w00 + values[ne + 1]! * w10 + values[sw + 1]! * w01 + values[se + 1]! * w11;
    sum += grid.re[at]! * (re * cos + im * sin) + flip * grid.im[at]! * (im * cos - re * sin);
    own += grid.energy[at]!;
    other += re * re + im * im;
    common++;
  }
  if (common < 16 || own <= 0 || other <= 0) return 0;
  return (sum / Math.sqrt(own * other)) * Math.sqrt(Math.min(1, common / count + 0.25));
}

function toMapCells({ picture, unit }: Surface, width: number, height: number): Linear {
  if (!unit) return { a: width / picture.features.widthPx, b: 0, c: 0, d: height / picture.features.heightPx };
  const { a, b, c, d } = unit.toLattice;
  return { a: a * width, b: b * width, c: c * height, d: d * height };
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
  const areas = sums(new Float64Array(product.length).fill(1));
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
  const out = new Float64Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let d = -WINDOW_REACH; d <= WINDOW_REACH; d++) {
        const near = periodic ? (x + d + width) % width : x + d;
        if (near >= 0 && near < width) sum += plane[y * width + near]!;
      }
      across[y * width + x] = sum;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let d = -WINDOW_REACH; d <= WINDOW_REACH; d++) {
      const near = periodic ? (y + d + height) % height : y + d;
      if (near < 0 || near >= height) continue;
      for (let x = 0; x < width; x++) out[y * width + x]! += across[near * width + x]!;
    }
  }
  return out;
}

/** Climbs the overall correlation over shift, then scale, angle and stretch, with steps that halve. */
export function refinedMap(
  grid: SampleGrid,
  target: Surface,
  start: Affine,
  stepPx: number,
  rounds: number,
): { readonly map: Affine; readonly correlation: number } {
  let map = start;
  let best = overallCorrelation(grid, target, map);
  const features = grid.surface.picture.features;
  const middle = grid.surface.unit
    ? [
        (grid.surface.unit.toPx.a + grid.surface.unit.toPx.b) / 2,
        (grid.surface.unit.toPx.c + grid.surface.unit.toPx.d) / 2,
      ]
    : [features.widthPx / 2, features.heightPx / 2];
  const radius = grid.surface.unit
    ? Math.hypot(...(middle as [number, number]))
    : Math.hypot(features.widthPx, features.heightPx) / 3;
  const { scale } = nearestSimilarity(start);
  let step = stepPx;
  for (let round = 0; round < rounds; round++) {
    const turn = step / radius;
    for (const move of MOVES) {
      for (const sign of [1, -1]) {
        const next = moved(map, move, sign * (move.shift ? step * scale : turn), middle[0]!, middle[1]!);
        const value = overallCorrelation(grid, target, next);
        if (value <= best) continue;
        best = value;
        map = next;
        break;
      }
    }
    step *= 0.6;
  }
  return { map, correlation: best };
}

interface Move {
  readonly shift: boolean;
  /** Added to (a, b, c, d) in the query's frame, or to the translation. */
  readonly add: readonly [number, number, number, number];
}

const MOVES: readonly Move[] = [
  { shift: true, add: [1, 0, 0, 0] },
  { shift: true, add: [0, 1, 0, 0] },
  { shift: false, add: [0, -1, 1, 0] },
  { shift: false, add: [1, 0, 0, 1] },
  { shift: false, add: [1, 0, 0, -1] },
  { shift: false, add: [0, 1, 1, 0] },
];

function moved(map: Affine, move: Move, amount: number, middleX: number, middleY: number): Affine {
  const [p, q, r, s] = move.add;
  if (move.shift) return { ...map, tx: map.tx + p * amount, ty: map.ty + q * amount };
  // map · (I + amount·add), about the middle of the query.
  const a = map.a + amount * (map.a * p + map.b * r);
  const b = map.b + amount * (map.a * q + map.b * s);
  const c = map.c + amount * (map.c * p + map.d * r);
  const d = map.d + amount * (map.c * q + map.d * s);
  return {
    a,
    b,
    c,
    d,
    tx: map.tx + (map.a - a) * middleX + (map.b - b) * middleY,
    ty: map.ty + (map.c - c) * middleX + (map.d - d) * middleY,
  };
}
