import type { Polygon } from '../../../engine/index.ts';

/** Even-odd test of a point against one polygon. */
function contains(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length] as Polygon[number];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

/**
 * Intersection over union of two regions, each a union of polygons in pixels of one picture, sampled at the centres of at most `cells` × `cells` squares.
 * NaN where both are empty.
 */
export function regionIou(
  a: readonly Polygon[],
  b: readonly Polygon[],
  size: { readonly widthPx: number; readonly heightPx: number },
  cells = 256,
): number {
  const step = Math.max(size.widthPx, size.heightPx) / cells;
  let [both, either] = [0, 0];
  for (let y = step / 2; y < size.heightPx; y += step)
    for (let x = step / 2; x < size.widthPx; x += step) {
      const inA = a.some((polygon) => contains(polygon, x, y));
      const inB = b.some((polygon) => contains(polygon, x, y));
      if (inA && inB) both++;
      if (inA || inB) either++;
    }
  return both / either;
}

/** Smallest difference of two angles, 0 to `periodDeg` / 2. */
export function angleErrorDeg(a: number, b: number, periodDeg = 360): number {
  const turned = (((a - b) % periodDeg) + periodDeg) % periodDeg;
  return Math.min(turned, periodDeg - turned);
}

/** |measured / true − 1|. */
export const scaleError = (measured: number, truth: number): number => Math.abs(measured / truth - 1);
