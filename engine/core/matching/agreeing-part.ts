import type { Polygon, Vec2 } from '../geometry.ts';
import { applied, inverted } from './affine.ts';
import type { DenseAlignment } from './align-pictures.ts';
import type { Surface } from './sample-grid.ts';

/** Cells along the longest side when the part of the other picture that is explained is measured. */
const COVERAGE_CELLS = 16;
const GROUND_SHARE = 0.12;

/** Share of the structured area of the surface that was only sampled into (not the grid's own) that agreeing samples reach. */
export function reachedCoverage(alignment: DenseAlignment): number {
  const { grid, target, windows } = alignment;
  const map = alignment.reversed ? inverted(alignment.map) : alignment.map;
  const columns = COVERAGE_CELLS;
  const rows = COVERAGE_CELLS;
  const reached = new Uint8Array(columns * rows);
  for (let at = 0; at < grid.x.length; at++) {
    if (!windows.agreeing[at]) continue;
    const [x, y] = applied(map, grid.x[at]!, grid.y[at]!);
    const [u, v] = normalisedPlace(target, x, y);
    if (u < 0 || v < 0 || u >= 1 || v >= 1) continue;
    reached[Math.floor(v * rows) * columns + Math.floor(u * columns)] = 1;
  }
  const energies = cellEnergies(target, columns, rows);
  const mean = energies.reduce((sum, energy) => sum + energy, 0) / energies.length;
  let structured = 0;
  let hit = 0;
  energies.forEach((energy, cell) => {
    if (energy <= GROUND_SHARE * mean) return;
    structured++;
    if (reached[cell]) hit++;
  });
  return structured > 0 ? hit / structured : 0;
}

function normalisedPlace(surface: Surface, x: number, y: number): Vec2 {
  if (!surface.unit) return [x / surface.picture.features.widthPx, y / surface.picture.features.heightPx];
  const { toLattice } = surface.unit;
  const u = toLattice.a * x + toLattice.b * y;
  const v = toLattice.c * x + toLattice.d * y;
  return [u - Math.floor(u), v - Math.floor(v)];
}

function cellEnergies(surface: Surface, columns: number, rows: number): Float64Array {
  const map = surface.unit ? surface.unit.map : surface.picture.whole;
  const energies = new Float64Array(columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0; y < map.height; y++) {
    for (let x = 0; x < map.width; x++) {
      const cell = Math.floor((y * rows) / map.height) * columns + Math.floor((x * columns) / map.width);
      const at = 2 * (y * map.width + x);
      energies[cell]! += map.values[at]! ** 2 + map.values[at + 1]! ** 2;
      counts[cell]!++;
    }
  }
  return energies.map((energy, cell) => (counts[cell] ? energy / counts[cell]! : 0));
}

/** Outlines of the agreeing part in both pictures: the convex hull of its samples; the whole frame where a repeat agrees throughout. */
export function agreeingRegions(alignment: DenseAlignment): {
  readonly query: Polygon[];
  readonly candidate: Polygon[];
} {
  const { grid, windows, reversed } = alignment;
  const query = (reversed ? alignment.target : grid.surface).picture.features;
  const candidate = (reversed ? grid.surface : alignment.target).picture.features;
  const own = reversed ? candidate : query;
  const points: Vec2[] = [];
  for (let at = 0; at < grid.x.length; at++) if (windows.agreeing[at]) points.push([grid.x[at]!, grid.y[at]!]);
  if (points.length < 3) return { query: [], candidate: [] };
  const bothRepeat = grid.surface.unit !== null;
  if (bothRepeat && windows.coverage >= 0.5) return { query: [frameOf(query)], candidate: [frameOf(candidate)] };
  const hull = clipped(convexHull(points), own.widthPx, own.heightPx);
  const map = reversed ? inverted(alignment.map) : alignment.map;
  const other = reversed ? query : candidate;
  const periodic = alignment.target.unit !== null;
  const image = hull.map(([x, y]): Vec2 => applied(map, x, y));
  const reachedHull = clipped(image, other.widthPx, other.heightPx);
  // An image that lies in another copy of the repeat is somewhere in the frame all the same.
  const otherPolygons = reachedHull.length >= 3 ? [reachedHull] : periodic ? [frameOf(other)] : [];
  const ownPolygons = hull.length >= 3 ? [hull] : [];
  return reversed ? { query: otherPolygons, candidate: ownPolygons } : { query: ownPolygons, candidate: otherPolygons };
}

const frameOf = ({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): Polygon => [
  [0, 0],
  [widthPx, 0],
  [widthPx, heightPx],
  [0, heightPx],
];

/** A. Andrew's monotone chain, 1979. */
function convexHull(points: readonly Vec2[]): Vec2[] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (ordered: readonly Vec2[]): Vec2[] => {
    const chain: Vec2[] = [];
    for (const point of ordered) {
      while (chain.length >= 2) {
        const [p, q] = [chain[chain.length - 2]!, chain[chain.length - 1]!];
        if ((q[0] - p[0]) * (point[1] - p[1]) - (q[1] - p[1]) * (point[0] - p[0]) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Cuts a polygon to the frame (I. Sutherland, G. Hodgman, 1974). */
function clipped(polygon: readonly Vec2[], widthPx: number, heightPx: number): Vec2[] {
  const edges: readonly ((point: Vec2) => number)[] = [
    ([x]) => x,
    ([x]) => widthPx - x,
    ([, y]) => y,
    ([, y]) => heightPx - y,
  ];
  let result = [...polygon];
  for (const side of edges) {
    const next: Vec2[] = [];
    result.forEach((point, k) => {
      const before = result[(k + result.length - 1) % result.length]!;
      const a = side(before);
      const b = side(point);
      if (a >= 0 !== b >= 0) {
        const t = a / (a - b);
        next.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
      }
      if (b >= 0) next.push(point);
    });
    result = next;
  }
  return result.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
}
