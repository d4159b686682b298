import { deltaE2000 } from '../colour-difference.ts';
import type { Lab } from '../colour-space.ts';
import type { ColourMap } from '../features/verification-features.ts';
import { applied } from './affine.ts';
import type { DenseAlignment } from './align-pictures.ts';
import type { Surface } from './sample-grid.ts';

/** How colours compare over the aligned part. Never evidence against a match; names the edit and separates `identical` from recoloured. */
export interface ColourAgreement {
  /** Mean ΔE2000 over the four fifths of the samples that agree best: the rest are edges that fall between samples. */
  readonly deltaE: number;
  /** The same over the ground (the query's most frequent colour) and over everything else. */
  readonly groundDeltaE: number;
  readonly motifDeltaE: number;
  /** Correlation of lightness, −1 to 1; 0 where lightness does not vary. */
  readonly lightnessCorrelation: number;
  /** Mean chroma C*ab of the aligned part. */
  readonly queryChroma: number;
  readonly candidateChroma: number;
  /** Root mean square distance, in ΔE76, of the candidate's colours from their mean: how much there is to agree about. */
  readonly variety: number;
}

const KEPT_SHARE = 0.8;
/** Colours nearer than this to the most frequent one belong to the ground. */
const GROUND_DELTA_E = 8;

export function colourAgreement(alignment: DenseAlignment): ColourAgreement | null {
  const { grid, windows } = alignment;
  const pairs: { q: Lab; c: Lab; deltaE: number }[] = [];
  const anyAgreeing = windows.agreeing.some((value) => value === 1);
  for (let row = 0; row < grid.height; row += 2) {
    for (let column = 0; column < grid.width; column += 2) {
      const at = row * grid.width + column;
      if (!windows.inside[at] || (anyAgreeing && windows.structured[at] && !windows.agreeing[at])) continue;
      const colours = coloursAt(alignment, at);
      if (!colours) continue;
      const { query: q, candidate: c } = colours;
      pairs.push({ q, c, deltaE: deltaE2000(q, c) });
    }
  }
  if (pairs.length < 8) return null;
  const ground = mostFrequent(pairs.map((pair) => pair.q));
  const isGround = (q: Lab): boolean =>
    Math.hypot(q[0] - ground[0], q[1] - ground[1], q[2] - ground[2]) < GROUND_DELTA_E;
  return {
    deltaE: trimmedMean(pairs.map((pair) => pair.deltaE)),
    groundDeltaE: trimmedMean(pairs.filter((pair) => isGround(pair.q)).map((pair) => pair.deltaE)),
    motifDeltaE: trimmedMean(pairs.filter((pair) => !isGround(pair.q)).map((pair) => pair.deltaE)),
    lightnessCorrelation: correlation(
      pairs.map((pair) => pair.q[0]),
      pairs.map((pair) => pair.c[0]),
    ),
    queryChroma: mean(pairs.map((pair) => Math.hypot(pair.q[1], pair.q[2]))),
    candidateChroma: mean(pairs.map((pair) => Math.hypot(pair.c[1], pair.c[2]))),
    variety: varietyOf(pairs.map((pair) => pair.c)),
  };
}

/** Colours of both pictures at one sample of the grid; null where one of them has none. */
export function coloursAt(
  { grid, target, map, reversed }: DenseAlignment,
  at: number,
): { readonly query: Lab; readonly candidate: Lab } | null {
  const here: readonly [number, number] = [grid.x[at]!, grid.y[at]!];
  const [qx, qy] = reversed ? inverseOf(map, here) : here;
  const [cx, cy] = reversed ? here : applied(map, qx, qy);
  const query = colourAt(reversed ? target : grid.surface, qx, qy);
  const candidate = colourAt(reversed ? grid.surface : target, cx, cy);
  return query && candidate ? { query, candidate } : null;
}

function inverseOf(map: DenseAlignment['map'], [x, y]: readonly [number, number]): readonly [number, number] {
  const determinant = map.a * map.d - map.b * map.c;
  const dx = x - map.tx;
  const dy = y - map.ty;
  return [(map.d * dx - map.b * dy) / determinant, (map.a * dy - map.c * dx) / determinant];
}

function colourAt(surface: Surface, x: number, y: number): Lab | null {
  const { features } = surface.picture;
  if (surface.unit && features.unit) {
    const { toLattice } = surface.unit;
    const u = toLattice.a * x + toLattice.b * y;
    const v = toLattice.c * x + toLattice.d * y;
    const { colour } = features.unit;
    // Cells are sampled at whole multiples of 1/width, so the nearest is found by rounding.
    return cell(
      colour,
      Math.round((u - Math.floor(u)) * colour.width) % colour.width,
      Math.round((v - Math.floor(v)) * colour.height) % colour.height,
    );
  }
  const { wholeColour } = features;
  const column = Math.floor((x / features.widthPx) * wholeColour.width);
  const row = Math.floor((y / features.heightPx) * wholeColour.height);
  if (column < 0 || row < 0 || column >= wholeColour.width || row >= wholeColour.height) return null;
  return cell(wholeColour, column, row);
}

function cell(map: ColourMap, column: number, row: number): Lab {
  const at = (row * map.width + column) * 3;
  return [map.lab[at]!, map.lab[at + 1]!, map.lab[at + 2]!];
}

function mostFrequent(colours: readonly Lab[]): Lab {
  const counts = new Map<number, { count: number; colour: Lab }>();
  for (const colour of colours) {
    const key =
      Math.round(colour[0] / 10) * 10000 + Math.round(colour[1] / 10 + 20) * 100 + Math.round(colour[2] / 10 + 20);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { count: 1, colour });
  }
  return [...counts.values()].reduce((a, b) => (b.count > a.count ? b : a)).colour;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

function varietyOf(colours: readonly Lab[]): number {
  const centre = [0, 1, 2].map((axis) => mean(colours.map((colour) => colour[axis]!)));
  return Math.sqrt(
    mean(colours.map((colour) => colour.reduce((sum, value, axis) => sum + (value - centre[axis]!) ** 2, 0))),
  );
}

function trimmedMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return mean(sorted.slice(0, Math.max(1, Math.ceil(sorted.length * KEPT_SHARE))));
}

function correlation(p: readonly number[], q: readonly number[]): number {
  const meanP = mean(p);
  const meanQ = mean(q);
  let product = 0;
  let energyP = 0;
  let energyQ = 0;
  for (let k = 0; k < p.length; k++) {
    const dp = p[k]! - meanP;
    const dq = q[k]! - meanQ;
    product += dp * dq;
    energyP += dp * dp;
    energyQ += dq * dq;
  }
  // Less than one level of spread is no lightness pattern at all.
  return Math.min(energyP, energyQ) < p.length ? 0 : product / Math.sqrt(energyP * energyQ);
}
