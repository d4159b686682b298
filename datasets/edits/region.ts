import type { Matrix3, Picture, Vec2 } from '../spec.ts';

export type Polygon = readonly Vec2[];

/** What is left of the original: unions of polygons, each even-odd, in pixels of either picture. */
export interface Region {
  readonly original: readonly Polygon[];
  readonly edited: readonly Polygon[];
}

type Size = Pick<Picture, 'widthPx' | 'heightPx'>;

export const frameOf = ({ widthPx: w, heightPx: h }: Size): Polygon => [
  [0, 0],
  [w, 0],
  [w, h],
  [0, h],
];

export const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** First `b`, then `a`. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const at = (i: number, j: number): number =>
    a[3 * i]! * b[j]! + a[3 * i + 1]! * b[3 + j]! + a[3 * i + 2]! * b[6 + j]!;
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

export function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const m = [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f] as const;
  const n = [d * h - e * g, b * g - a * h, a * e - b * d] as const;
  return [m[0] / det, m[1] / det, m[2] / det, m[3] / det, m[4] / det, m[5] / det, n[0] / det, n[1] / det, n[2] / det];
}

export function mapPoint(m: Matrix3, [x, y]: Vec2): Vec2 {
  const w = m[6] * x + m[7] * y + m[8];
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
}

/** Clips to a picture's frame, edge by edge (Sutherland and Hodgman, 1974). */
export function clip(polygon: Polygon, { widthPx, heightPx }: Size): Polygon {
  const edges = [
    [0, 0, 1],
    [0, widthPx, -1],
    [1, 0, 1],
    [1, heightPx, -1],
  ] as const;
  return edges.reduce<Polygon>((points, [axis, limit, sign]) => {
    const depth = (p: Vec2): number => sign * (p[axis] - limit);
    return points.flatMap((p, i) => {
      const q = points[(i + 1) % points.length]!;
      const [dp, dq] = [depth(p), depth(q)];
      const t = dp / (dp - dq);
      const crossing: Vec2[] = dp >= 0 === dq >= 0 ? [] : [[p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]];
      return dp >= 0 ? [p, ...crossing] : crossing;
    });
  }, polygon);
}

/** The part of `kept` (pixels of the picture before) that one matrix takes into the frame of the picture after. */
export function carryRegion(kept: readonly Polygon[], matrix: Matrix3, after: Size): readonly Polygon[] {
  return kept
    .map((polygon) =>
      clip(
        polygon.map((p) => mapPoint(matrix, p)),
        after,
      ),
    )
    .filter(({ length }) => length > 2);
}

export const mapRegion = (region: readonly Polygon[], matrix: Matrix3): readonly Polygon[] =>
  region.map((polygon) => polygon.map((p) => mapPoint(matrix, p)));

/** The frame with a hole: one even-odd polygon that runs round the frame, to the hole and round it. */
export const frameWithout = (size: Size, hole: Polygon): Polygon => {
  const frame = frameOf(size);
  return [...frame, frame[0]!, ...hole, hole[0]!, frame[0]!];
};

/** Shoelace formula. */
export const areaOf = (polygon: Polygon): number =>
  Math.abs(
    polygon.reduce((sum, [x, y], i) => {
      const [nx, ny] = polygon[(i + 1) % polygon.length]!;
      return sum + (x * ny - nx * y) / 2;
    }, 0),
  );
