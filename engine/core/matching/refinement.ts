import { type Affine, nearestSimilarity } from './affine.ts';
import type { SampleGrid, Surface } from './sample-grid.ts';
import { structureCorrelation } from './structure-correlation.ts';

/** Climbs the overall correlation over shift, then scale, angle and stretch, with steps that halve. */
export function refinedMap(
  grid: SampleGrid,
  target: Surface,
  start: Affine,
  stepPx: number,
  rounds: number,
): { readonly map: Affine; readonly correlation: number } {
  let map = start;
  const correlationOf = structureCorrelation(grid, target);
  let best = correlationOf(map);
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
        const value = correlationOf(next);
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
