import type { Polygon } from '../../../engine/index.ts';

/** Places looked at along the longer side of the part in question. */
const PLACES = 64;

/** Share of the area of some polygons that lies within others, 0–1; 0 where there is no area. */
export function shareWithin(part: readonly Polygon[], others: readonly Polygon[]): number {
  const points = part.flat();
  if (points.length === 0 || others.length === 0) return 0;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const step = Math.max(width, height) / PLACES;
  if (step === 0) return 0;
  let [within, all] = [0, 0];
  for (let y = top + step / 2; y < top + height; y += step)
    for (let x = left + step / 2; x < left + width; x += step) {
      if (!part.some((polygon) => holds(polygon, x, y))) continue;
      all++;
      if (others.some((polygon) => holds(polygon, x, y))) within++;
    }
  return all === 0 ? 0 : within / all;
}

/** Whether a place lies in a polygon: an odd number of edges to its right (the even-odd rule). */
function holds(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (const [i, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(i + polygon.length - 1) % polygon.length]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
