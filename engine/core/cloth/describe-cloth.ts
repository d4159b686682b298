import type { Raster } from '../raster.ts';
import { type BandShares, bandShares } from './bands.ts';
import { type CellGrid, readCellGrid } from './cell-grid.ts';
import { cellLikeness } from './cell-likeness.ts';
import { type ClothView, clothView, edgeAngle, turnedView } from './cloth-view.ts';
import { findCells, worthOf } from './find-cells.ts';
import { stripeLikeness } from './stripe-likeness.ts';
import { readStripeSequence, type StripeSequence } from './stripe-sequence.ts';

/** Kinds of cloth that are told apart by their structure alone. `check`: two colours by turns both ways, as ginghams have them; `plaid`: any other sequence both ways. */
export type ClothKind = 'stripe' | 'check' | 'plaid' | 'charted' | 'figured';

export interface ClothDescription {
  readonly kind: ClothKind;
  /** Share of the variance that bands explain, along and across, and the purity or likeness of cells, whichever is less, 0–1: what the kind was told by. */
  readonly evidence: { readonly columns: number; readonly rows: number; readonly cells: number };
  /** Sequences across the upright and across the level bands; null where there are none, or no period was seen. */
  readonly stripes: { readonly columns: StripeSequence | null; readonly rows: StripeSequence | null };
  /** The cells of a chart. */
  readonly chart: CellGrid | null;
}

/** Limits between the kinds, set on designs of the training split, to be judged on others (`npm run bench -- cloth`). */
export const CLOTH_LIMITS = {
  /** Share of the variance that bands must explain, both ways and one way: a row of figures is a band of sorts, too. */
  bands: 0.76,
  bandsOneWay: 0.95,
  /** Share of what both directions explain, below which the weaker one is only cloth. */
  secondDirection: 0.1,
  /** What the purity of cells, and the likeness of cells of one colour, must both reach for a picture to be a chart. */
  cells: 0.7,
  /** Turns beyond this are undone before bands are looked for. */
  turnedDeg: 0.4,
  /** Agreement of edges about their direction, modulo 90°, from which a turn is worth undoing. */
  edgeAgreement: 0.5,
} as const;

/** Tells what kind of cloth a picture shows and reads the code that such cloth has. */
export function describeCloth(raster: Raster): ClothDescription {
  const view = straightened(clothView(raster));
  const shares = bandShares(view);
  const { columns, rows } = shares;
  const banded = bandedCloth(shares);
  if (banded) return { ...banded, evidence: { columns, rows, cells: 0 }, chart: null };
  const cells = findCells(view);
  const evidence = { columns, rows, cells: cells ? worthOf(cells) : 0 };
  const none = { columns: null, rows: null };
  if (cells === null || evidence.cells < CLOTH_LIMITS.cells)
    return { kind: 'figured', evidence, stripes: none, chart: null };
  return { kind: 'charted', evidence, stripes: none, chart: readCellGrid(view, cells) };
}

/** Turned so that its edges are upright and level, where they have a direction. */
function straightened(view: ClothView): ClothView {
  const { angleRad, agreement } = edgeAngle(view);
  const isTurned = Math.abs(angleRad) > (CLOTH_LIMITS.turnedDeg * Math.PI) / 180;
  return isTurned && agreement >= CLOTH_LIMITS.edgeAgreement ? turnedView(view, angleRad) : view;
}

function bandedCloth({
  columns,
  rows,
  columnProfile,
  rowProfile,
}: BandShares): Pick<ClothDescription, 'kind' | 'stripes'> | null {
  if (columns + rows < CLOTH_LIMITS.bands) return null;
  const weaker = Math.min(columns, rows) / (columns + rows);
  if (weaker < CLOTH_LIMITS.secondDirection && columns + rows < CLOTH_LIMITS.bandsOneWay) return null;
  const sequences = {
    columns: columns >= rows || weaker >= CLOTH_LIMITS.secondDirection ? readStripeSequence(columnProfile) : null,
    rows: rows > columns || weaker >= CLOTH_LIMITS.secondDirection ? readStripeSequence(rowProfile) : null,
  };
  const found = [sequences.columns, sequences.rows].filter((sequence) => sequence !== null);
  // Light that falls from one side is a band, too, but repeats nowhere.
  if (found.length === 0) return null;
  if (weaker < CLOTH_LIMITS.secondDirection) return { kind: 'stripe', stripes: sequences };
  const isSimple = found.every(({ bands }) => bands.length <= 2);
  return { kind: isSimple ? 'check' : 'plaid', stripes: sequences };
}

/**
 * How far two pieces of cloth have one code, 0–1: stripe sequences by `stripeLikeness`, the worse of the two directions, charts by `cellLikeness`. Null where there is nothing to compare, as
 * of figured cloth: that says nothing either way. A check agrees with every check.
 */
export function clothLikeness(a: ClothDescription, b: ClothDescription): number | null {
  if (a.chart && b.chart) return cellLikeness(a.chart, b.chart);
  const [one, other] = [sequencesOf(a), sequencesOf(b)];
  if (one.length === 0 || one.length !== other.length) return null;
  const like = (i: number, j: number) => stripeLikeness(one[i]!, other[j]!);
  if (one.length === 1) return like(0, 0);
  return Math.max(Math.min(like(0, 0), like(1, 1)), Math.min(like(0, 1), like(1, 0)));
}

const sequencesOf = ({ stripes }: ClothDescription): StripeSequence[] =>
  [stripes.columns, stripes.rows].filter((sequence) => sequence !== null);
