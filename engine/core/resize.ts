import { mixPicture, type Taps } from './mix-picture.ts';
import type { Plane, Raster } from './raster.ts';

/**
 * Shrinks by averaging whole pixels so that the longest side is at most `maxSidePx`. A picture that is small enough is returned as it is.
 * Each output pixel averages the block of input pixels between its rounded edges, in gamma-encoded values: blocks differ by at most one pixel in size.
 */
export function reduceRaster(raster: Raster, maxSidePx: number): Raster {
  const scale = maxSidePx / Math.max(raster.widthPx, raster.heightPx);
  if (scale >= 1) return raster;
  const widthPx = Math.max(1, Math.round(raster.widthPx * scale));
  const heightPx = Math.max(1, Math.round(raster.heightPx * scale));
  const columnEdges = blockEdges(raster.widthPx, widthPx);
  const rowEdges = blockEdges(raster.heightPx, heightPx);
  const sums = mixPicture(raster, blockTaps(columnEdges), blockTaps(rowEdges));
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++) {
    const rows = rowEdges[y + 1]! - rowEdges[y]!;
    for (let x = 0; x < widthPx; x++, at += 3) {
      const perPixel = 1 / (rows * (columnEdges[x + 1]! - columnEdges[x]!));
      rgb[at] = sums[at]! * perPixel + 0.5;
      rgb[at + 1] = sums[at + 1]! * perPixel + 0.5;
      rgb[at + 2] = sums[at + 2]! * perPixel + 0.5;
    }
  }
  return { widthPx, heightPx, rgb };
}

/** Weight 1 for each pixel of a block. Sums stay whole numbers below 2²⁴ for blocks of up to 65,000 pixels, hence exact. */
function blockTaps(edges: Int32Array): Taps {
  const blocks = edges.length - 1;
  let count = 1;
  for (let i = 0; i < blocks; i++) count = Math.max(count, edges[i + 1]! - edges[i]!);
  const first = new Int32Array(blocks);
  const weights = new Float32Array(blocks * count);
  for (let i = 0; i < blocks; i++) {
    first[i] = Math.min(edges[i]!, edges[blocks]! - count);
    const from = i * count - first[i]!;
    weights.fill(1, from + edges[i]!, from + edges[i + 1]!);
  }
  return { first, weights, count };
}

function blockEdges(inputPx: number, outputPx: number): Int32Array {
  const edges = new Int32Array(outputPx + 1);
  for (let i = 0; i <= outputPx; i++) edges[i] = Math.round((i * inputPx) / outputPx);
  return edges;
}

/** The taps of one output sample: `weights[first … first + count − 1]` belong to the inputs from `start` on. */
interface SampleTaps {
  readonly start: Int32Array;
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Filters with a tent and keeps `sidePx` × `sidePx` samples, whatever the aspect ratio: the down-sampling step of PDQ.
 * The reference runs two box filters along each axis over the whole picture and keeps one sample in each block; the passes of the two axes commute,
 * so their product is written here as one sparse row of weights a sample, truncated and renormalised at the border as two successive boxes are.
 * Source: "PDQ & TMK + PDQF", Facebook 2019; W. Jarosz, "Fast Image Convolutions", 2001.
 */
export function tentSample(plane: Plane, sidePx: number): Float32Array {
  return sampleSeparably(plane, tentTaps(plane.widthPx, sidePx), tentTaps(plane.heightPx, sidePx));
}

/**
 * Averages over `sidePx` × `sidePx` equal cells, whatever the aspect ratio, with pixels on a border shared between cells. Unlike `tentSample` it treats
 * both ends of an axis alike at every size, so that the samples of a mirrored plane are the mirrored samples.
 */
export function areaSample(plane: Plane, sidePx: number): Float32Array {
  return sampleSeparably(plane, areaTaps(plane.widthPx, sidePx), areaTaps(plane.heightPx, sidePx));
}

function sampleSeparably({ widthPx, heightPx, values }: Plane, across: SampleTaps, down: SampleTaps): Float32Array {
  const { start, first, count, weights } = across;
  const columns = count.length;
  const narrow = new Float32Array(heightPx * columns);
  for (let y = 0, out = 0, row = 0; y < heightPx; y++, row += widthPx) {
    for (let x = 0; x < columns; x++, out++) {
      const last = first[x]! + count[x]!;
      let sum = 0;
      for (let tap = first[x]!, at = row + start[x]!; tap < last; tap++, at++) sum += weights[tap]! * values[at]!;
      narrow[out] = sum;
    }
  }
  const samples = new Float32Array(down.count.length * columns);
  for (let y = 0; y < down.count.length; y++) {
    for (let tap = 0; tap < down.count[y]!; tap++) {
      const weight = down.weights[down.first[y]! + tap]!;
      const row = (down.start[y]! + tap) * columns;
      for (let x = 0; x < columns; x++)
        samples[y * columns + x] = samples[y * columns + x]! + weight * narrow[row + x]!;
    }
  }
  return samples;
}

function areaTaps(inputPx: number, outputPx: number): SampleTaps {
  const start = new Int32Array(outputPx);
  const first = new Int32Array(outputPx);
  const count = new Int32Array(outputPx);
  const weights = new Float32Array(inputPx + 2 * outputPx);
  let used = 0;
  for (let i = 0; i < outputPx; i++) {
    const from = (i * inputPx) / outputPx;
    const to = ((i + 1) * inputPx) / outputPx;
    start[i] = Math.floor(from);
    first[i] = used;
    count[i] = Math.ceil(to) - start[i]!;
    for (let at = start[i]!; at < Math.ceil(to); at++, used++) {
      weights[used] = (Math.min(to, at + 1) - Math.max(from, at)) / (to - from);
    }
  }
  return { start, first, count, weights };
}

function tentTaps(inputPx: number, outputPx: number): SampleTaps {
  // Half a block a pass, rounded up, so that two passes blur over one block.
  const windowPx = Math.floor((inputPx + 2 * outputPx - 1) / (2 * outputPx));
  const rightPx = Math.floor(windowPx / 2);
  const leftPx = windowPx - 1 - rightPx;
  const clamp = (at: number): number => Math.min(Math.max(at, 0), inputPx - 1);
  const start = new Int32Array(outputPx);
  const first = new Int32Array(outputPx);
  const count = new Int32Array(outputPx);
  const weights = new Float32Array(outputPx * (2 * windowPx + 1));
  let used = 0;
  for (let i = 0; i < outputPx; i++) {
    const centre = Math.floor(((i + 0.5) * inputPx) / outputPx);
    const outerFrom = clamp(centre - leftPx);
    const outerTo = clamp(centre + rightPx);
    start[i] = clamp(outerFrom - leftPx);
    first[i] = used;
    count[i] = clamp(outerTo + rightPx) - start[i]! + 1;
    const outerWeight = 1 / (outerTo - outerFrom + 1);
    for (let outer = outerFrom; outer <= outerTo; outer++) {
      const from = clamp(outer - leftPx);
      const to = clamp(outer + rightPx);
      const weight = outerWeight / (to - from + 1);
      for (let at = from; at <= to; at++) weights[used + at - start[i]!] = weights[used + at - start[i]!]! + weight;
    }
    used += count[i]!;
  }
  return { start, first, count, weights };
}
