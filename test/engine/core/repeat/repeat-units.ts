import type { Vec2 } from '../../../../engine/core/geometry.ts';
import { between, pick, type Random, type Rgb, randomPalette } from './random-draws.ts';

export interface Motif {
  readonly outline: (angleRad: number) => number;
  readonly radiusPx: number;
  readonly colour: Rgb;
  readonly inner: Rgb | null;
  readonly turnRad: number;
}

function motif(random: Random, radiusPx: number, palette: readonly Rgb[]): Motif {
  const kind = random();
  const turnRad = random() * 2 * Math.PI;
  const terms = [1, 2, 3, 4, 5].map((k) => [k, (0.5 * (random() - 0.5)) / Math.sqrt(k), random() * 6.28] as const);
  const corners = 3 + Math.floor(random() * 4);
  const outline = (angle: number): number => {
    if (kind < 0.6) return Math.max(0.2, 0.75 + terms.reduce((s, [k, c, p]) => s + c * Math.cos(k * angle + p), 0));
    const sector = (2 * Math.PI) / corners;
    const within = (((angle % sector) + sector) % sector) - sector / 2;
    const polygon = Math.cos(sector / 2) / Math.cos(within);
    return angle > 0 && angle < 1.9 && kind < 0.9 ? 0.45 * polygon : polygon;
  };
  const colour = pick(random, palette);
  const others = palette.filter((other) => other !== colour);
  return {
    outline,
    radiusPx,
    colour,
    inner: random() < 0.5 && others.length > 0 ? pick(random, others) : null,
    turnRad,
  };
}

/** A repeat unit as a square bitmap in lattice coordinates. */
export interface Unit {
  readonly side: number;
  readonly rgb: Float32Array;
}

export function blankUnit(side: number, ground: Rgb): Unit {
  const rgb = new Float32Array(side * side * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = ground[i % 3] as number;
  return { side, rgb };
}

export function paint(unit: Unit, [a, b]: readonly [Vec2, Vec2], m: Motif, u0: number, v0: number): void {
  const { side, rgb } = unit;
  const area = Math.abs(a[0] * b[1] - a[1] * b[0]);
  const spanU = Math.ceil((m.radiusPx * 1.8 * Math.hypot(...b) * side) / area);
  const spanV = Math.ceil((m.radiusPx * 1.8 * Math.hypot(...a) * side) / area);
  const cu = Math.round(u0 * side);
  const cv = Math.round(v0 * side);
  for (let dv = -spanV; dv <= spanV; dv++)
    for (let du = -spanU; du <= spanU; du++) {
      const x = (du * a[0] + dv * b[0]) / side;
      const y = (du * a[1] + dv * b[1]) / side;
      const edge = m.radiusPx * m.outline(((Math.atan2(y, x) - m.turnRad + 9 * Math.PI) % (2 * Math.PI)) - Math.PI);
      const distance = Math.hypot(x, y);
      if (distance > edge) continue;
      const colour = m.inner && distance < 0.5 * edge ? m.inner : m.colour;
      const at = (((((cv + dv) % side) + side) % side) * side + ((((cu + du) % side) + side) % side)) * 3;
      for (let c = 0; c < 3; c++) rgb[at + c] = colour[c] as number;
    }
}

/** Tiles the plane with a unit and looks at `widthPx` × `heightPx` of it, 2 × 2 samples a pixel. */
export function tile(
  unit: Unit,
  [a, b]: readonly [Vec2, Vec2],
  widthPx: number,
  heightPx: number,
  origin: Vec2,
): Float32Array {
  const out = new Float32Array(widthPx * heightPx * 3);
  const area = a[0] * b[1] - a[1] * b[0];
  const { side, rgb } = unit;
  for (let y = 0, to = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, to += 3)
      for (let k = 0; k < 4; k++) {
        const px = x + 0.25 + 0.5 * (k & 1) - origin[0];
        const py = y + 0.25 + 0.5 * (k >> 1) - origin[1];
        const u = (px * b[1] - py * b[0]) / area;
        const v = (a[0] * py - a[1] * px) / area;
        const at = (Math.floor((v - Math.floor(v)) * side) * side + Math.floor((u - Math.floor(u)) * side)) * 3;
        out[to] = (out[to] as number) + (rgb[at] as number) / 4;
        out[to + 1] = (out[to + 1] as number) + (rgb[at + 1] as number) / 4;
        out[to + 2] = (out[to + 2] as number) + (rgb[at + 2] as number) / 4;
      }
  return out;
}

/** Fills a unit so that the lattice given is primitive: motifs at random places, or a finer grid on which something differs. */
export function fillUnit(random: Random, basis: [Vec2, Vec2], unitSide: number): Unit {
  const { ground, colours } = randomPalette(random);
  const unit = blankUnit(unitSide, ground);
  const cell = Math.sqrt(Math.abs(basis[0][0] * basis[1][1] - basis[0][1] * basis[1][0]));
  if (random() < 0.35) {
    const [columns, rows] = pick(random, [
      [2, 1],
      [1, 2],
      [2, 2],
      [3, 1],
      [3, 2],
    ] as const);
    const base = motif(random, (0.33 * cell) / Math.sqrt(columns * rows), colours);
    const odd = Math.floor(random() * columns * rows);
    const other =
      random() < 0.6
        ? {
            ...base,
            colour: pick(
              random,
              colours.filter((c) => c !== base.colour),
            ),
          }
        : {
            ...base,
            turnRad: base.turnRad + 1.9,
            outline: (t: number) => 0.6 + 0.3 * Math.cos(2 * t) + 0.2 * Math.cos(t),
          };
    for (let k = 0; k < columns * rows; k++)
      paint(
        unit,
        basis,
        k === odd ? other : base,
        ((k % columns) + 0.5) / columns,
        (Math.floor(k / columns) + 0.5) / rows,
      );
    return unit;
  }
  const count = 1 + Math.floor(random() * 5);
  for (let k = 0; k < count; k++)
    paint(unit, basis, motif(random, cell * between(random, 0.14, 0.34), colours), random(), random());
  return unit;
}

export function mirrorUnit(unit: Unit, glide: boolean): Unit {
  const { side, rgb } = unit;
  const out = new Float32Array(rgb.length);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const half = side / 2;
      const mirrored = x >= half;
      const fromX = mirrored ? side - 1 - 2 * (x - half) - 1 : 2 * x;
      const fromY = mirrored && glide ? (y + half) % side : y;
      for (let c = 0; c < 3; c++)
        out[(y * side + x) * 3 + c] = rgb[
          (Math.floor(fromY) * side + Math.max(0, Math.min(side - 1, fromX))) * 3 + c
        ] as number;
    }
  return { side, rgb: out };
}
