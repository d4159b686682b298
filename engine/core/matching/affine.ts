import type { Matrix3, Vec2 } from '../geometry.ts';

/** x ↦ (a·x + b·y + tx, c·x + d·y + ty), in pixels of two pictures. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly tx: number;
  readonly ty: number;
}

export type Linear = Omit<Affine, 'tx' | 'ty'>;

/** Nearest similarity of a linear map, and how far from one it is. */
export interface Similarity {
  readonly scale: number;
  readonly angleRad: number;
  readonly mirrored: boolean;
  /** Ratio of the singular values, ≥ 1. */
  readonly anisotropy: number;
}

/** Rotation by `angleRad` (x towards y) after, where `mirrored`, y ↦ −y; then scaling. */
export function similarity(scale: number, angleRad: number, mirrored: boolean): Linear {
  const cos = Math.cos(angleRad) * scale;
  const sin = Math.sin(angleRad) * scale;
  return mirrored ? { a: cos, b: sin, c: sin, d: -cos } : { a: cos, b: -sin, c: sin, d: cos };
}

export function nearestSimilarity({ a, b, c, d }: Linear): Similarity {
  const determinant = a * d - b * c;
  const mirrored = determinant < 0;
  const angleRad = mirrored ? Math.atan2(b + c, a - d) : Math.atan2(c - b, a + d);
  const sum = Math.hypot(a + d, c - b);
  const difference = Math.hypot(a - d, b + c);
  const large = (sum + difference) / 2;
  const small = Math.abs(sum - difference) / 2;
  return {
    scale: Math.sqrt(Math.abs(determinant)),
    angleRad,
    mirrored,
    anisotropy: small > 0 ? large / small : Number.POSITIVE_INFINITY,
  };
}

export function applied({ a, b, c, d, tx, ty }: Affine, x: number, y: number): Vec2 {
  return [a * x + b * y + tx, c * x + d * y + ty];
}

export function inverted({ a, b, c, d, tx, ty }: Affine): Affine {
  const determinant = a * d - b * c;
  const ia = d / determinant;
  const ib = -b / determinant;
  const ic = -c / determinant;
  const id = a / determinant;
  return { a: ia, b: ib, c: ic, d: id, tx: -(ia * tx + ib * ty), ty: -(ic * tx + id * ty) };
}

export function linearProduct(p: Linear, q: Linear): Linear {
  return {
    a: p.a * q.a + p.b * q.c,
    b: p.a * q.b + p.b * q.d,
    c: p.c * q.a + p.d * q.c,
    d: p.c * q.b + p.d * q.d,
  };
}

export function linearInverse(map: Linear): Linear {
  const { a, b, c, d } = inverted({ ...map, tx: 0, ty: 0 });
  return { a, b, c, d };
}

/** The map from lattice coordinates to pixels. */
export function basisMap([u, v]: readonly [Vec2, Vec2]): Linear {
  return { a: u[0], b: v[0], c: u[1], d: v[1] };
}

export function matrixOf({ a, b, c, d, tx, ty }: Affine): Matrix3 {
  return [a, b, tx, c, d, ty, 0, 0, 1];
}
