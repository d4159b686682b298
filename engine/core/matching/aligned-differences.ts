import { deltaE2000 } from '../colour-difference.ts';
import type { DecodedFeatures } from '../features/verification-features.ts';
import { inverted, nearestSimilarity } from './affine.ts';
import type { DenseAlignment } from './align-pictures.ts';
import { coloursAt } from './colour-agreement.ts';
import { alignedSamples } from './dense-agreement.ts';

/** What is left between two pictures once they are aligned: quantities that edits without a matrix or a colour of their own leave behind. */
export interface AlignedDifferences {
  /** Correlation of local structure over the structured samples of the common part: mean, standard deviation and the value below which a tenth lies. */
  readonly meanCorrelation: number;
  readonly correlationSpread: number;
  readonly lowCorrelation: number;
  /** Share of the structured samples that disagree, and of those the share in the largest patch of neighbours: a logo is one patch, a redrawing is everywhere. */
  readonly disagreeing: number;
  readonly largestPatch: number;
  /** Natural logarithm of the query's small keypoints for one of the candidate's, in equal area at equal motif size: threads and dots add them, simplifying takes them. */
  readonly fineDetail: number;
  /** The same of keypoints of the larger half of scales. */
  readonly coarseDetail: number;
  /** Keypoint matches that fit the alignment over the keypoints that could have. */
  readonly inlierShare: number;
  /** Of the structure where the two agree poorly: (query − candidate) ÷ (query + candidate), −1 where all of it is the candidate's, 1 where all is the query's. */
  readonly addedStructure: number;
  /** Median ΔE2000 over the common part, the share of samples far above it, and of those the share in the largest patch. */
  readonly medianDeltaE: number;
  readonly otherColours: number;
  readonly otherColoursPatch: number;
  /** Range over the common part of a plane fitted to the difference of lightness, in L*: light from one side. */
  readonly lightTrend: number;
  /** Difference of the mean fineness of structure, in octaves: log2 of the mean keypoint scale, query over candidate, at equal motif size. */
  readonly fineness: number;
}

/** Keypoints below this many pixels of the candidate's original per thousand of its longer side count as small. */
const SMALL_SIGMA_PER_MILLE = 6;
/** Correlation under which a window disagrees. */
const DISAGREEING = 0.3;

export function alignedDifferences(alignment: DenseAlignment, inliers: number): AlignedDifferences {
  const { grid, windows, reversed, target, map } = alignment;
  const query = (reversed ? target : grid.surface).picture.features;
  const candidate = (reversed ? grid.surface : target).picture.features;
  const values: number[] = [];
  const wrong = new Uint8Array(windows.values.length);
  for (let at = 0; at < windows.values.length; at++) {
    if (!windows.inside[at] || !windows.structured[at]) continue;
    values.push(windows.values[at]!);
    if (windows.values[at]! < DISAGREEING) wrong[at] = 1;
  }
  values.sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1));
  const count = wrong.reduce((sum, value) => sum + value, 0);
  const patch = largestPatch(wrong, grid.width, grid.height, grid.surface.unit !== null);
  const { scale } = nearestSimilarity(map);
  const colours = colourDifferences(alignment);
  const detail = keypointDetail(query, candidate, scale);
  return {
    meanCorrelation: mean,
    correlationSpread: spread,
    lowCorrelation: values[Math.floor(values.length / 10)] ?? 0,
    disagreeing: count / (values.length || 1),
    largestPatch: count > 0 ? patch / count : 0,
    inlierShare: inliers / Math.max(1, Math.min(query.keypoints.count, candidate.keypoints.count)),
    ...detail,
    ...colours,
    addedStructure: addedStructure(alignment),
  };
}

/** Size of the largest set of marked samples that touch each other. */
function largestPatch(marked: Uint8Array, width: number, height: number, periodic: boolean): number {
  const seen = new Uint8Array(marked.length);
  let largest = 0;
  for (let start = 0; start < marked.length; start++) {
    if (!marked[start] || seen[start]) continue;
    const waiting = [start];
    seen[start] = 1;
    let size = 0;
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      size++;
      const [x, y] = [at % width, Math.floor(at / width)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        let [nx, ny] = [x + dx, y + dy];
        if (periodic) [nx, ny] = [(nx + width) % width, (ny + height) % height];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = ny * width + nx;
        if (!marked[next] || seen[next]) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
    largest = Math.max(largest, size);
  }
  return largest;
}

/** Correlation under which a sample agrees poorly. */
const POOR = 0.7;

function addedStructure({ grid, windows, target, map, reversed }: DenseAlignment): number {
  const { energy } = alignedSamples(grid, target, reversed ? inverted(map) : map);
  const inside = [...windows.inside.keys()].filter((at) => windows.inside[at]);
  const mean = (values: Float64Array) => inside.reduce((sum, at) => sum + values[at]!, 0) / (inside.length || 1) || 1;
  const [ownMean, otherMean] = [mean(grid.energy), mean(energy)];
  let [difference, total] = [0, 0];
  for (const at of inside) {
    if (!windows.structured[at] || windows.values[at]! >= POOR) continue;
    const [own, other] = [grid.energy[at]! / ownMean, energy[at]! / otherMean];
    difference += own - other;
    total += own + other;
  }
  const added = total > 0 ? difference / total : 0;
  return reversed ? -added : added;
}

/** ΔE2000 above the median from which a sample has another colour. */
const OTHER_COLOUR = 12;

function colourDifferences(alignment: DenseAlignment) {
  const { grid, windows } = alignment;
  const [columns, rows] = [Math.ceil(grid.width / 2), Math.ceil(grid.height / 2)];
  const deltaE = new Float64Array(columns * rows).fill(-1);
  const light: { readonly x: number; readonly y: number; readonly value: number }[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = 2 * row * grid.width + 2 * column;
      const colours = windows.inside[at] ? coloursAt(alignment, at) : null;
      if (!colours) continue;
      deltaE[row * columns + column] = deltaE2000(colours.query, colours.candidate);
      light.push({ x: column / columns - 0.5, y: row / rows - 0.5, value: colours.query[0] - colours.candidate[0] });
    }
  const known = [...deltaE].filter((value) => value >= 0).sort((a, b) => a - b);
  const median = known[known.length >> 1] ?? 0;
  const other = Uint8Array.from(deltaE, (value) => (value > median + OTHER_COLOUR ? 1 : 0));
  const count = other.reduce((sum, value) => sum + value, 0);
  const patch = largestPatch(other, columns, rows, grid.surface.unit !== null);
  return {
    medianDeltaE: median,
    otherColours: count / (known.length || 1),
    otherColoursPatch: count > 0 ? patch / count : 0,
    lightTrend: planeRange(light),
  };
}

/** Range of the plane fitted to values over a square of side 1. Offsets of x and y are taken for uncorrelated: they lie on a grid. */
function planeRange(points: readonly { readonly x: number; readonly y: number; readonly value: number }[]): number {
  const mean = (of: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / (points.length || 1);
  const [mx, my, mv] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ value }) => value)];
  const slope = (along: 'x' | 'y', centre: number) => {
    const variance = mean((point) => (point[along] - centre) ** 2);
    return variance > 0 ? mean((point) => (point[along] - centre) * (point.value - mv)) / variance : 0;
  };
  return Math.abs(slope('x', mx)) + Math.abs(slope('y', my));
}

/** How densely keypoints of either size lie in the query for one in the candidate. `scale`: candidate/query motif size. */
function keypointDetail(query: DecodedFeatures, candidate: DecodedFeatures, scale: number) {
  const small = (SMALL_SIGMA_PER_MILLE / 1000) * Math.max(candidate.widthPx, candidate.heightPx);
  const densities = (picture: DecodedFeatures, factor: number) => {
    const area = picture.widthPx * picture.heightPx * factor ** 2;
    let [fine, coarse, logs] = [0, 0, 0];
    for (let i = 0; i < picture.keypoints.count; i++) {
      const sigma = picture.keypoints.sigmaPx[i]! * factor;
      logs += Math.log2(sigma);
      if (sigma < small) fine++;
      else coarse++;
    }
    return { fine: (fine + 2) / area, coarse: (coarse + 2) / area, mean: logs / Math.max(1, picture.keypoints.count) };
  };
  const [q, c] = [densities(query, scale), densities(candidate, 1)];
  return {
    fineDetail: Math.log(q.fine / c.fine),
    coarseDetail: Math.log(q.coarse / c.coarse),
    fineness: q.mean - c.mean,
  };
}
