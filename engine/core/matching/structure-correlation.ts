import type { StructureMap } from '../features/verification-features.ts';
import { simdScratch } from '../simd-scratch.ts';
import { type Affine, type Linear, linearProduct } from './affine.ts';
import { PACKED_NUMBERS, type SampleGrid, type Surface } from './sample-grid.ts';
import { frameTurn } from './translation-search.ts';

const NUMBER_BYTES = 4;
/** Rows of a map, and what a kernel reads beyond the last one, in numbers. */
const MARGIN_NUMBERS = 8;

/**
 * Correlation over the common part times the root of its share, as a function of the map from grid to target: what refinement climbs, some
 * hundred times a pair. The function is good until scratch memory is asked for again.
 */
export function structureCorrelation(grid: SampleGrid, target: Surface): (map: Affine) => number {
  const source = mapOf(grid, target);
  const periodic = target.unit !== null;
  const columns = source.width + (periodic ? 1 : 0);
  const lines = source.height + (periodic ? 1 : 0);
  const turnAt = 0;
  const outAt = 8;
  const samplesAt = 12;
  const mapAt = samplesAt + grid.packed.length;
  const { numbers, kernels } = simdScratch((mapAt + 2 * columns * lines + MARGIN_NUMBERS) * NUMBER_BYTES);
  if (!kernels) return (map) => structureCorrelationPlainly(grid, target, map);
  numbers.set(grid.packed, samplesAt);
  if (periodic) copyPeriodic(source, numbers, mapAt);
  else numbers.set(source.values, mapAt);
  const bytes = (at: number): number => at * NUMBER_BYTES;
  const count = grid.packed.length / PACKED_NUMBERS;
  const { onto, middle } = mapCells(target, source);
  numbers.fill(0, turnAt, outAt);
  return (map) => {
    const { cos, sin, mirrored } = frameTurn(map);
    const flip = mirrored ? -1 : 1;
    numbers[turnAt] = cos;
    numbers[turnAt + 1] = sin;
    numbers[turnAt + 4] = -flip * sin;
    numbers[turnAt + 5] = flip * cos;
    // onto · map, written out: this runs some hundred times a pair.
    const a = onto.a * map.a + onto.b * map.c;
    const b = onto.a * map.b + onto.b * map.d;
    const c = onto.c * map.a + onto.d * map.c;
    const d = onto.c * map.b + onto.d * map.d;
    const tx = onto.a * map.tx + onto.b * map.ty - middle;
    const ty = onto.c * map.tx + onto.d * map.ty - middle;
    kernels.correlate(
      bytes(samplesAt),
      bytes(samplesAt + grid.packed.length),
      bytes(mapAt),
      bytes(2 * columns),
      periodic ? source.width - 1 : 0,
      source.width - 1,
      source.height - 1,
      bytes(turnAt),
      bytes(outAt),
      a,
      b,
      c,
      d,
      tx,
      ty,
    );
    return overall(numbers[outAt]!, numbers[outAt + 1]!, numbers[outAt + 2]!, numbers[outAt + 3]!, count);
  };
}

/** With its first column and row once more at the end, so that four neighbours lie together everywhere. */
function copyPeriodic({ width, height, values }: StructureMap, numbers: Float32Array, at: number): void {
  for (let row = 0, to = at; row <= height; row++, to += 2 * (width + 1)) {
    const from = 2 * (row % height) * width;
    numbers.set(values.subarray(from, from + 2 * width), to);
    numbers.set(values.subarray(from, from + 2), to + 2 * width);
  }
}

/**
 * Correlation over the common part times the root of its share: what refinement climbs. Plain code: the reference, and what runs where there is
 * no SIMD.
 */
export function structureCorrelationPlainly(grid: SampleGrid, target: Surface, map: Affine): number {
  const { cos, sin, mirrored } = frameTurn(map);
  const flip = mirrored ? -1 : 1;
  const { unit } = target;
  const source = mapOf(grid, target);
  const { width, height, values } = source;
  const { onto, middle } = mapCells(target, source);
  const { a, b, c, d } = linearProduct(onto, map);
  const tx = onto.a * map.tx + onto.b * map.ty - middle;
  const ty = onto.c * map.tx + onto.d * map.ty - middle;
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
  return overall(sum, own, other, common, count);
}

/** A common part of fewer samples says nothing. */
const FEWEST_SAMPLES = 16;

function overall(sum: number, own: number, other: number, common: number, count: number): number {
  if (common < FEWEST_SAMPLES || own <= 0 || other <= 0) return 0;
  return (sum / Math.sqrt(own * other)) * Math.sqrt(Math.min(1, common / count + 0.25));
}

function mapOf({ density }: SampleGrid, { picture, unit }: Surface): StructureMap {
  const coarse = density === 'coarse';
  if (unit) return coarse ? unit.smooth : unit.map;
  return coarse ? picture.wholeSmooth : picture.whole;
}

/** From pixels of the target to columns and rows of the map of structure that is read there, `middle` to be taken away. */
function mapCells(
  { picture, unit }: Surface,
  { width, height }: StructureMap,
): { readonly onto: Linear; readonly middle: number } {
  const { features } = picture;
  // Cells of a whole picture have their middles at halves, those of a unit at whole numbers.
  if (!unit) return { onto: { a: width / features.widthPx, b: 0, c: 0, d: height / features.heightPx }, middle: 0.5 };
  return { onto: linearProduct({ a: width, b: 0, c: 0, d: height }, unit.toLattice), middle: 0 };
}
