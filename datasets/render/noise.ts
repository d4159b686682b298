/** A hash of a lattice point to [0, 1) (integer mixing after Wang and Burtle Bob Jenkins). */
export function hashPoint(x: number, y: number, seed: number): number {
  let h = (Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ seed) | 0;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

const wrap = (value: number, period: number): number => ((value % period) + period) % period;

/** Value noise that repeats after `periodX` × `periodY` cells; 0–1. */
export function periodicNoise(x: number, y: number, periodX: number, periodY: number, seed: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - ix, y - iy];
  const [sx, sy] = [fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)];
  const [x0, x1] = [wrap(ix, periodX), wrap(ix + 1, periodX)];
  const [y0, y1] = [wrap(iy, periodY), wrap(iy + 1, periodY)];
  const top = hashPoint(x0, y0, seed) * (1 - sx) + hashPoint(x1, y0, seed) * sx;
  const bottom = hashPoint(x0, y1, seed) * (1 - sx) + hashPoint(x1, y1, seed) * sx;
  return top * (1 - sy) + bottom * sy;
}

/** Sum of octaves of periodic noise; 0–1. */
export function fractalNoise(x: number, y: number, px: number, py: number, seed: number, octaves: number): number {
  let sum = 0;
  let total = 0;
  for (let octave = 0, amount = 1; octave < octaves; octave++, amount *= 0.5) {
    const f = 2 ** octave;
    sum += amount * periodicNoise(x * f, y * f, px * f, py * f, seed + octave * 1013);
    total += amount;
  }
  return sum / total;
}

/** Distances to the nearest and second nearest of one jittered point a cell (Worley 1996), and the nearest one's own hash. */
export function periodicCells(
  x: number,
  y: number,
  px: number,
  py: number,
  seed: number,
): readonly [nearest: number, second: number, id: number] {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  let [first, second, id] = [9, 9, 0];
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const [cx, cy] = [wrap(ix + dx, px), wrap(iy + dy, py)];
      const jx = ix + dx + 0.12 + 0.76 * hashPoint(cx, cy, seed);
      const jy = iy + dy + 0.12 + 0.76 * hashPoint(cx, cy, seed + 77);
      const distance = Math.hypot(jx - x, jy - y);
      if (distance < first) {
        second = first;
        first = distance;
        id = hashPoint(cx, cy, seed + 151);
      } else if (distance < second) second = distance;
    }
  return [first, second, id];
}
