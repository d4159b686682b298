import type { ClothView } from './cloth-view.ts';
import { type CellRaster, cellColours, mainColours, nearestColour, summedArea } from './find-cells.ts';

/**
 * A chart, free of scale and colour: which colour each cell has, by a number that means nothing beyond "the same" and "another". One repeat where the chart
 * repeats (`cyclic`), else all that is seen. Row-major.
 */
export interface CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly labels: Uint8Array;
  readonly cyclic: boolean;
}

/** Share of cells that have to agree with those one repeat on, and the most of the grid that a repeat may take. */
const LEAST_REPETITION = 0.93;
const LONGEST_REPEAT_SHARE = 0.66;
/** Repeats shorter than this are plain cloth. */
const SHORTEST_REPEAT = 2;

/** Reads the cells of a view and cuts them to one repeat, if there is one. */
export function readCellGrid(view: ClothView, raster: CellRaster): CellGrid {
  const sums = view.lab.map((plane) => summedArea(plane, view.widthPx, view.heightPx));
  const cells = cellColours(sums, view.widthPx, raster);
  const colours = distinctColours(mainColours(cells), cells);
  const { columns, rows } = raster;
  const labels = Uint8Array.from({ length: columns * rows }, (_, i) => nearestColour(cells, i, colours));
  const across = repeatOf(columns, (lag) => agreementAt(labels, columns, rows, lag, 0));
  const down = repeatOf(rows, (lag) => agreementAt(labels, columns, rows, 0, lag));
  if (across === null || down === null) return { columns, rows, labels, cyclic: false };
  const unit = Uint8Array.from(
    { length: across * down },
    (_, i) => labels[Math.floor(i / across) * columns + (i % across)]!,
  );
  return { columns: across, rows: down, labels: unit, cyclic: true };
}

/** Colours nearer than this (ΔE76) are one wool under uneven light; one of fewer cells than this share is what lies between two others. */
const SAME_COLOUR = 9;
const LEAST_SHARE = 0.01;

/** The colours that many cells have and that differ, the most frequent first. */
function distinctColours(colours: Float32Array, cells: Float32Array): Float32Array {
  const members = new Float64Array(colours.length / 3);
  for (let i = 0; i < cells.length / 3; i++) members[nearestColour(cells, i, colours)]!++;
  const ranked = [...members.keys()].sort((a, b) => members[b]! - members[a]!);
  const kept: number[] = [];
  for (const colour of ranked) {
    const isRare = members[colour]! < (LEAST_SHARE * cells.length) / 3;
    const isKnown = kept.some((other) => distance(colours, colour, other) < SAME_COLOUR);
    if (kept.length === 0 || !(isRare || isKnown)) kept.push(colour);
  }
  return Float32Array.from(kept.flatMap((colour) => [...colours.subarray(3 * colour, 3 * colour + 3)]));
}

function distance(colours: Float32Array, a: number, b: number): number {
  return Math.hypot(...[0, 1, 2].map((channel) => colours[3 * a + channel]! - colours[3 * b + channel]!));
}

function repeatOf(length: number, agreement: (lag: number) => number): number | null {
  const longest = Math.floor(length * LONGEST_REPEAT_SHARE);
  for (let lag = SHORTEST_REPEAT; lag <= longest; lag++) if (agreement(lag) >= LEAST_REPETITION) return lag;
  return null;
}

/** Share of cells with the label of the cell so many columns and rows on. */
function agreementAt(labels: Uint8Array, columns: number, rows: number, right: number, down: number): number {
  let [same, all] = [0, 0];
  for (let j = 0; j + down < rows; j++)
    for (let i = 0; i + right < columns; i++, all++)
      if (labels[j * columns + i] === labels[(j + down) * columns + i + right]) same++;
  return all === 0 ? 0 : same / all;
}
