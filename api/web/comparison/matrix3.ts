import type { Matrix3, Vec2 } from '../../../engine/index.ts';

export const IDENTITY: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The nine numbers of a result as a matrix; null where there are not nine finite ones. */
export function toMatrix3(values: readonly number[]): Matrix3 | null {
  return values.length === 9 && values.every(Number.isFinite) ? (values as unknown as Matrix3) : null;
}

/** `a` after `b`. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const cell = (row: number, column: number): number =>
    a[row * 3]! * b[column]! + a[row * 3 + 1]! * b[column + 3]! + a[row * 3 + 2]! * b[column + 6]!;
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)];
}

/** The inverse by cofactors; null for a matrix that flattens the picture. */
export function invert(m: Matrix3): Matrix3 | null {
  const [a, b, c, d, e, f, g, h, i] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  const s = 1 / determinant;
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}

export function apply(m: Matrix3, [x, y]: Vec2): Vec2 {
  const w = m[6] * x + m[7] * y + m[8];
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
}

/** Similarity part of a map at a point: how many output pixels one input pixel becomes (square root of the area ratio). */
export function localScale(m: Matrix3, at: Vec2): number {
  const w = m[6] * at[0] + m[7] * at[1] + m[8];
  const [u, v] = apply(m, at);
  const dux = (m[0] - m[6] * u) / w;
  const duy = (m[1] - m[7] * u) / w;
  const dvx = (m[3] - m[6] * v) / w;
  const dvy = (m[4] - m[7] * v) / w;
  return Math.sqrt(Math.abs(dux * dvy - duy * dvx));
}

/** CSS `matrix3d`, column-major, for an element whose transform origin is its upper left corner. */
export function toCss(m: Matrix3): string {
  const [a, b, c, d, e, f, g, h, i] = m;
  return `matrix3d(${[a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, i].join(',')})`;
}
