import type { Vec2 } from '../spec.ts';

const number = (value: number): string => {
  const text = value.toFixed(3);
  return text === '-0.000' ? '0.000' : text;
};

export const point = (p: Vec2): string => `${number(p[0])} ${number(p[1])}`;

export const polar = (radius: number, angleRad: number): Vec2 => [
  radius * Math.cos(angleRad),
  radius * Math.sin(angleRad),
];

export const polyline = (points: readonly Vec2[]): string => `M${points.map(point).join('L')}`;

export const polygon = (points: readonly Vec2[]): string => `${polyline(points)}Z`;

export const circle = (centre: Vec2, radius: number): string => ellipse(centre, radius, radius);

export function ellipse(centre: Vec2, rx: number, ry: number): string {
  const [left, right] = [point([centre[0] - rx, centre[1]]), point([centre[0] + rx, centre[1]])];
  const arc = `A${number(rx)} ${number(ry)} 0 1 0`;
  return `M${left}${arc} ${right}${arc} ${left}Z`;
}

export const rectangle = (x: number, y: number, width: number, height: number): string =>
  polygon([
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]);

/** A smooth curve through the points (Catmull–Rom as cubic Béziers). `tension` 0 is round, 1 is straight. */
export function curve(points: readonly Vec2[], closed: boolean, tension = 0): string {
  const n = points.length;
  const at = (i: number): Vec2 => points[closed ? (i + n) % n : Math.max(0, Math.min(n - 1, i))]!;
  const k = (1 - tension) / 6;
  let d = `M${point(at(0))}`;
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1: Vec2 = [p1[0] + (p2[0] - p0[0]) * k, p1[1] + (p2[1] - p0[1]) * k];
    const c2: Vec2 = [p2[0] - (p3[0] - p1[0]) * k, p2[1] - (p3[1] - p1[1]) * k];
    d += `C${point(c1)} ${point(c2)} ${point(p2)}`;
  }
  return closed ? `${d}Z` : d;
}

/** A closed smooth outline given by its radius at each angle. */
export function outline(radiusAt: (angleRad: number) => number, steps: number, centre: Vec2 = [0, 0]): string {
  const points: Vec2[] = [];
  for (let i = 0; i < steps; i++) {
    const angle = (i / steps) * 2 * Math.PI;
    const [x, y] = polar(radiusAt(angle), angle);
    points.push([centre[0] + x, centre[1] + y]);
  }
  return curve(points, true);
}

/** Turns, scales and moves the points of a shape: `angleRad` clockwise as seen, since y points down. */
export function placed(points: readonly Vec2[], centre: Vec2, angleRad: number, scale = 1, flip = false): Vec2[] {
  const [cos, sin] = [Math.cos(angleRad) * scale, Math.sin(angleRad) * scale];
  return points.map(([x, y0]) => {
    const y = flip ? -y0 : y0;
    return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos];
  });
}

/** A petal or leaf along the x axis from 0 to `length`: half width at the given shares of the length. */
export function blade(length: number, halfWidth: number, profile: readonly number[], bend = 0): Vec2[] {
  const upper: Vec2[] = [];
  const lower: Vec2[] = [];
  const n = profile.length;
  profile.forEach((share, i) => {
    const t = (i + 1) / (n + 1);
    const sag = bend * length * Math.sin(Math.PI * t * 0.5) ** 2;
    upper.push([t * length, -share * halfWidth + sag]);
    lower.unshift([t * length, share * halfWidth + sag]);
  });
  return [[0, 0], ...upper, [length, bend * length], ...lower];
}

/** Archimedean or logarithmic-looking scroll from the outside in. */
export function scroll(centre: Vec2, radius: number, turns: number, startRad: number, clockwise: boolean): Vec2[] {
  const points: Vec2[] = [];
  const steps = Math.max(6, Math.round(turns * 9));
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const angle = startRad + (clockwise ? 1 : -1) * t * turns * 2 * Math.PI;
    const [x, y] = polar(radius * (1 - t) ** 1.25 + radius * 0.06, angle);
    points.push([centre[0] + x, centre[1] + y]);
  }
  return points;
}
