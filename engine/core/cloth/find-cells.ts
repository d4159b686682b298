import type { ClothView } from './cloth-view.ts';

/** A raster of cells over a view: the middle of cell (i, j) lies at (originX + i · widthPx, originY + j · heightPx). */
export interface CellRaster {
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  /** How much purer cells are on this raster than half a cell beside it: 0 (no difference) to 1 (each of one colour here, mixed there). */
  readonly purity: number;
  /** Share of the view's variance that the cells' mean colours explain. */
  readonly between: number;
  /** Share that remains explained when each cell is replaced by the mean look of all cells of its colour: stitches and beads of one colour look alike. */
  readonly alike: number;
}

/** Where cells lie, nothing judged yet. */
type Placed = Omit<CellRaster, 'purity' | 'between' | 'alike'>;

/** Cells of a side from so many pixels up to a share of the view's shorter side. */
const SMALLEST_CELL_PX = 4;
const LARGEST_CELL_SHARE = 1 / 24;
/** Frequencies tried between two whole numbers of cells across the view. */
const STEPS_A_CYCLE = 5;
/** Peaks of a spectrum that are looked at, and how low against the highest they may be. */
const PEAKS = 4;
const LEAST_PEAK = 0.12;
/** Cells of stitches and beads are between half and twice as wide as high. */
const MOST_OBLONG = 2;
/** A larger cell with nearly this share of the best purity is the cell, and the smaller ones its parts. */
const NEARLY_BEST = 0.85;
/** Cells that are enough to know the colours of all, and to tell how pure they are. */
const JUDGED_CELLS = 900;
/** Rasters that are looked at closely. */
const JUDGED_RASTERS = 6;
/** Share of the variance that lies between cells, below which the raster is that of a small repeat: its cells are all alike. */
const LEAST_BETWEEN = 0.2;
/** Places along each side of a cell that its look is read at. */
const LOOK_PLACES = 5;
/** Colours that cells are told apart by. */
const COLOURS = 6;

/**
 * Finds the cells of charted work: stitches, beads, the squares of a draft. Edges and stitches come back with the cell, so its size is a peak in the spectrum of the edges; that it is a chart,
 * and not threads under a printed figure, shows in that cells are of one colour each where the raster lies right and mixed where it lies half a cell off.
 */
export function findCells(view: ClothView): CellRaster | null {
  const [across, down] = [spectrumPeaks(edgesAcross(view)), spectrumPeaks(edgesDown(view))];
  const largest = LARGEST_CELL_SHARE * Math.min(view.widthPx, view.heightPx);
  const sums = view.lab.map((plane) => summedArea(plane, view.widthPx, view.heightPx));
  const tried: (Placed & { readonly purity: number })[] = [];
  for (const x of across)
    for (const y of down) {
      const oblong = x.periodPx / y.periodPx;
      if (oblong > MOST_OBLONG || oblong < 1 / MOST_OBLONG) continue;
      if (Math.max(x.periodPx, y.periodPx) > largest) continue;
      tried.push(bestPlaced(view, sums, x, y));
    }
  const judged = tried
    .sort((a, b) => b.purity - a.purity)
    .slice(0, JUDGED_RASTERS)
    .map((raster): CellRaster => ({ ...raster, ...looks(view, sums, raster) }));
  const best = Math.max(0, ...judged.map(worthOf));
  const area = ({ cellWidthPx, cellHeightPx }: CellRaster) => cellWidthPx * cellHeightPx;
  return judged.filter((raster) => worthOf(raster) >= NEARLY_BEST * best).sort((a, b) => area(b) - area(a))[0] ?? null;
}

/** How much speaks for a raster, 0–1: the weaker of its purity and the likeness of its cells of one colour; nothing where cells are all alike. */
export const worthOf = ({ purity, between, alike }: CellRaster): number =>
  between < LEAST_BETWEEN ? 0 : Math.min(purity, alike);

/** Strength of upright edges in each column. */
function edgesAcross({ widthPx, heightPx, lab }: ClothView): Float64Array {
  const edges = new Float64Array(widthPx);
  for (const plane of lab)
    for (let y = 0; y < heightPx; y++)
      for (let x = 1; x < widthPx; x++) edges[x]! += Math.abs(plane[y * widthPx + x]! - plane[y * widthPx + x - 1]!);
  return edges;
}

function edgesDown({ widthPx, heightPx, lab }: ClothView): Float64Array {
  const edges = new Float64Array(heightPx);
  for (const plane of lab)
    for (let y = 1; y < heightPx; y++)
      for (let x = 0; x < widthPx; x++) edges[y]! += Math.abs(plane[y * widthPx + x]! - plane[(y - 1) * widthPx + x]!);
  return edges;
}

interface SpectrumPeak {
  readonly periodPx: number;
  /** Where the edges lie, as a share of the period. */
  readonly phase: number;
}

/** The strongest periods of a line of edges. */
function spectrumPeaks(edges: Float64Array): SpectrumPeak[] {
  const length = edges.length;
  const mean = edges.reduce((sum, value) => sum + value, 0) / length;
  const highest = Math.floor((length / SMALLEST_CELL_PX) * STEPS_A_CYCLE);
  const power = new Float64Array(highest + 2);
  const phase = new Float64Array(highest + 2);
  for (let k = Math.round(STEPS_A_CYCLE / LARGEST_CELL_SHARE); k <= highest + 1; k++) {
    const step = (2 * Math.PI * k) / STEPS_A_CYCLE / length;
    let [re, im] = [0, 0];
    for (let x = 0; x < length; x++) {
      // A window without corners: the ends of the picture are no edges.
      const value = (edges[x]! - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (x + 0.5)) / length));
      re += value * Math.cos(step * x);
      im += value * Math.sin(step * x);
    }
    power[k] = Math.hypot(re, im);
    phase[k] = Math.atan2(im, re) / (2 * Math.PI);
  }
  const top = Math.max(...power);
  const peaks: number[] = [];
  for (let k = 1; k <= highest; k++)
    if (power[k]! > LEAST_PEAK * top && power[k]! >= power[k - 1]! && power[k]! > power[k + 1]!) peaks.push(k);
  return peaks
    .sort((a, b) => power[b]! - power[a]!)
    .slice(0, PEAKS)
    .map((k) => ({ periodPx: (length * STEPS_A_CYCLE) / (k + vertex(power, k)), phase: (phase[k]! + 1) % 1 }));
}

/** Where between its neighbours a peak is highest, −0.5 to 0.5. */
function vertex(power: Float64Array, k: number): number {
  const [l, m, r] = [power[k - 1]!, power[k]!, power[k + 1]!];
  const bend = l + r - 2 * m;
  return bend < 0 ? (l - r) / (2 * bend) : 0;
}

/** The raster of these periods with its edges on the peak's phase, or half a period off where stitches and not borders make the edges. */
function bestPlaced(
  { widthPx, heightPx }: ClothView,
  sums: readonly Float64Array[],
  x: SpectrumPeak,
  y: SpectrumPeak,
): Placed & { readonly purity: number } {
  const raster = (offsetX: number, offsetY: number): Placed => {
    const originX = (((x.phase + offsetX + 0.5) % 1) + 0) * x.periodPx;
    const originY = (((y.phase + offsetY + 0.5) % 1) + 0) * y.periodPx;
    const cellsIn = (length: number, origin: number, period: number) =>
      Math.floor((length - 1 - period / 2 - origin) / period) + 1;
    const firstX = originX < x.periodPx / 2 ? originX + x.periodPx : originX;
    const firstY = originY < y.periodPx / 2 ? originY + y.periodPx : originY;
    return {
      cellWidthPx: x.periodPx,
      cellHeightPx: y.periodPx,
      originX: firstX,
      originY: firstY,
      columns: cellsIn(widthPx, firstX, x.periodPx),
      rows: cellsIn(heightPx, firstY, y.periodPx),
    };
  };
  let best: (Placed & { readonly purity: number }) | undefined;
  for (const offsetX of [0, 0.5])
    for (const offsetY of [0, 0.5]) {
      const here = raster(offsetX, offsetY);
      const beside = raster(offsetX + 0.5, offsetY + 0.5);
      const mixed = impurity(sums, widthPx, beside);
      const purity = mixed > 0 ? Math.max(0, 1 - impurity(sums, widthPx, here) / mixed) : 0;
      if (!best || purity > best.purity) best = { ...here, purity };
    }
  return best!;
}

/** How much of a view its cells explain, by their mean colours, and by the mean look of the cells of each colour. */
function looks(
  { widthPx, lab }: ClothView,
  sums: readonly Float64Array[],
  raster: Placed,
): Pick<CellRaster, 'between' | 'alike'> {
  const cells = cellColours(sums, widthPx, raster);
  const colours = mainColours(everyFew(cells));
  const count = cells.length / 3;
  const places = LOOK_PLACES ** 2;
  const labels = Uint8Array.from({ length: count }, (_, i) => nearestColour(cells, i, colours));
  const members = new Float64Array(colours.length / 3);
  for (const label of labels) members[label]!++;
  let [total, unexplained, betweenCells] = [0, 0, 0];
  for (const plane of lab) {
    const read = new Float64Array(count * places);
    const look = new Float64Array(members.length * places);
    let sum = 0;
    for (let cell = 0; cell < count; cell++) {
      const [i, j] = [cell % raster.columns, Math.floor(cell / raster.columns)];
      for (let place = 0; place < places; place++) {
        const u = ((place % LOOK_PLACES) + 0.5) / LOOK_PLACES - 0.5;
        const v = (Math.floor(place / LOOK_PLACES) + 0.5) / LOOK_PLACES - 0.5;
        const x = Math.round(raster.originX + (i + u) * raster.cellWidthPx);
        const y = Math.round(raster.originY + (j + v) * raster.cellHeightPx);
        const value = plane[y * widthPx + x]!;
        read[cell * places + place] = value;
        look[labels[cell]! * places + place]! += value / members[labels[cell]!]!;
        sum += value;
      }
    }
    const mean = sum / read.length;
    for (let cell = 0; cell < count; cell++) {
      let own = 0;
      for (let place = 0; place < places; place++) {
        const value = read[cell * places + place]!;
        total += (value - mean) ** 2;
        unexplained += (value - look[labels[cell]! * places + place]!) ** 2;
        own += value / places;
      }
      betweenCells += places * (own - mean) ** 2;
    }
  }
  return { between: betweenCells / (total || 1), alike: Math.max(0, 1 - unexplained / (total || 1)) };
}

/** Mean squared distance of the cells' mean colours from the nearest of the few colours that they mostly have. */
function impurity(sums: readonly Float64Array[], widthPx: number, raster: Placed): number {
  const cells = everyFew(cellColours(sums, widthPx, raster));
  const count = cells.length / 3;
  if (count < 16) return 0;
  const colours = mainColours(cells);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += squaredDistance(cells, i, colours, nearestColour(cells, i, colours));
  return sum / count;
}

/** At most JUDGED_CELLS of the cells, spread evenly. */
function everyFew(cells: Float32Array): Float32Array {
  const count = cells.length / 3;
  const kept = Math.min(count, JUDGED_CELLS);
  const out = new Float32Array(3 * kept);
  for (let i = 0; i < kept; i++) {
    const from = 3 * Math.floor((i * count) / kept);
    out.set(cells.subarray(from, from + 3), 3 * i);
  }
  return out;
}

/** Mean L*, a*, b* of each cell, row by row, interleaved. */
export function cellColours(
  sums: readonly Float64Array[],
  widthPx: number,
  { cellWidthPx, cellHeightPx, originX, originY, columns, rows }: Placed,
): Float32Array {
  const out = new Float32Array(Math.max(0, columns * rows) * 3);
  for (let j = 0, at = 0; j < rows; j++)
    for (let i = 0; i < columns; i++, at += 3) {
      const left = Math.round(originX + (i - 0.5) * cellWidthPx);
      const right = Math.round(originX + (i + 0.5) * cellWidthPx);
      const top = Math.round(originY + (j - 0.5) * cellHeightPx);
      const bottom = Math.round(originY + (j + 0.5) * cellHeightPx);
      const area = (right - left) * (bottom - top);
      for (let channel = 0; channel < 3; channel++) {
        const table = sums[channel]!;
        const stride = widthPx + 1;
        const sum =
          table[bottom * stride + right]! -
          table[top * stride + right]! -
          table[bottom * stride + left]! +
          table[top * stride + left]!;
        out[at + channel] = sum / area;
      }
    }
  return out;
}

/** Summed-area table, [(height + 1) × (width + 1)]. */
export function summedArea(plane: Float32Array, widthPx: number, heightPx: number): Float64Array {
  const stride = widthPx + 1;
  const table = new Float64Array(stride * (heightPx + 1));
  for (let y = 0; y < heightPx; y++) {
    let row = 0;
    for (let x = 0; x < widthPx; x++) {
      row += plane[y * widthPx + x]!;
      table[(y + 1) * stride + x + 1] = table[y * stride + x + 1]! + row;
    }
  }
  return table;
}

/** A few colours that most cells have, by k-means from far-apart starts; nothing is random. [colours × 3]. */
export function mainColours(cells: Float32Array): Float32Array {
  const count = cells.length / 3;
  const colours = new Float32Array(Math.min(COLOURS, count) * 3);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let next = 0;
  for (let colour = 0; colour < colours.length / 3; colour++) {
    colours.set(cells.subarray(3 * next, 3 * next + 3), 3 * colour);
    for (let i = 0; i < count; i++) nearest[i] = Math.min(nearest[i]!, squaredDistance(cells, i, colours, colour));
    for (let i = 0; i < count; i++) if (nearest[i]! > nearest[next]!) next = i;
  }
  for (let round = 0; round < 6; round++) {
    const sums = new Float64Array(colours.length);
    const counts = new Float64Array(colours.length / 3);
    for (let i = 0; i < count; i++) {
      const colour = nearestColour(cells, i, colours);
      counts[colour]!++;
      for (let channel = 0; channel < 3; channel++) sums[3 * colour + channel]! += cells[3 * i + channel]!;
    }
    for (let i = 0; i < colours.length; i++) {
      const members = counts[Math.floor(i / 3)]!;
      if (members > 0) colours[i] = sums[i]! / members;
    }
  }
  return colours;
}

export function nearestColour(cells: Float32Array, i: number, colours: Float32Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let colour = 0; colour < colours.length / 3; colour++) {
    const distance = squaredDistance(cells, i, colours, colour);
    if (distance < least) [best, least] = [colour, distance];
  }
  return best;
}

function squaredDistance(cells: Float32Array, i: number, colours: Float32Array, colour: number): number {
  let sum = 0;
  for (let channel = 0; channel < 3; channel++) sum += (cells[3 * i + channel]! - colours[3 * colour + channel]!) ** 2;
  return sum;
}
