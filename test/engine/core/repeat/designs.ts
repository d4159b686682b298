import type { Vec2 } from '../../../../engine/core/geometry.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import { reduceBasis } from '../../../../engine/core/repeat/lattice.ts';
import { centredType, latticeShape } from '../../../../engine/core/repeat/repeat-type.ts';
import type { RepeatType } from '../../../../engine/core/vocabulary.ts';

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Rgb = readonly [number, number, number];
type Random = () => number;

export interface Design {
  readonly name: string;
  readonly raster: Raster;
  readonly type: RepeatType;
  /** Primitive vectors in pixels: two, one for stripes, none for pictures without repeat. */
  readonly vectorsPx: readonly Vec2[];
  /** JPEG quality the picture should go through, or null. */
  readonly jpegQuality: number | null;
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

function farColour(random: Random, others: readonly Rgb[], least: number): Rgb {
  for (let round = 0; ; round++) {
    const colour: Rgb = [random() * 255, random() * 255, random() * 255];
    const wanted = least * 0.98 ** round;
    if (others.every((other) => Math.hypot(...colour.map((c, k) => c - (other[k] as number))) >= wanted)) return colour;
  }
}

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

function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Soft light, fabric, noise: what a picture of cloth has besides the design. Every one comes with a chance of its own. */
export function disturb(random: Random, values: Float32Array, widthPx: number, heightPx: number): Raster {
  const light = random() < 0.35 ? between(random, 0.05, 0.35) : 0;
  const lightAngle = random() * 2 * Math.PI;
  const bend = between(random, -0.5, 0.5);
  const noise = random() < 0.4 ? between(random, 2, 18) : 0;
  const cloth = random() < 0.25 ? between(random, 4, 18) : 0;
  const thread = between(random, 3, 6);
  const clothAngle = random() * Math.PI;
  const [c, s] = [Math.cos(clothAngle), Math.sin(clothAngle)];
  const rgb = new Uint8Array(values.length);
  for (let y = 0, at = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, at += 3) {
      const u = x / widthPx - 0.5;
      const v = y / heightPx - 0.5;
      const t = u * Math.cos(lightAngle) + v * Math.sin(lightAngle);
      const gain = 1 + light * (t + bend * (u * u + v * v));
      const weave = cloth
        ? cloth *
          Math.sin(((x * c + y * s) * 2 * Math.PI) / thread) *
          Math.sin(((y * c - x * s) * 2 * Math.PI) / thread)
        : 0;
      const grain = noise ? noise * gaussian(random) : 0;
      for (let k = 0; k < 3; k++)
        rgb[at + k] = Math.max(
          0,
          Math.min(
            255,
            Math.round(
              (values[at + k] as number) * gain + weave + grain + (noise ? 0.4 * noise * (random() - 0.5) : 0),
            ),
          ),
        );
    }
  return { widthPx, heightPx, rgb };
}

function turned([x, y]: Vec2, angleRad: number): Vec2 {
  return [x * Math.cos(angleRad) - y * Math.sin(angleRad), x * Math.sin(angleRad) + y * Math.cos(angleRad)];
}

function randomPalette(random: Random): { readonly ground: Rgb; readonly colours: readonly Rgb[] } {
  const low = random() < 0.2;
  const ground = farColour(random, [], 0);
  const colours: Rgb[] = [];
  const count = 2 + Math.floor(random() * 4);
  for (let k = 0; k < count; k++) {
    const colour = farColour(random, [ground, ...colours], 90);
    colours.push(colour);
  }
  if (!low) return { ground, colours };
  const share = between(random, 0.15, 0.35);
  return {
    ground,
    colours: colours.map(
      (colour) => colour.map((c, k) => (ground[k] as number) + share * (c - (ground[k] as number))) as unknown as Rgb,
    ),
  };
}

/** Lattice of a wanted shape, with a cell of about `cellPx` across. */
function latticeOf(random: Random, kind: string, cellPx: number): [Vec2, Vec2] {
  const ratio = Math.exp(between(random, -0.4, 0.4));
  const w = cellPx * Math.sqrt(ratio);
  const h = cellPx / Math.sqrt(ratio);
  switch (kind) {
    case 'square':
      return [
        [cellPx, 0],
        [0, cellPx],
      ];
    case 'half-drop':
      return [
        [w, h / 2],
        [0, h],
      ];
    case 'brick':
      return [
        [w, 0],
        [w / 2, h],
      ];
    case 'hexagonal':
      return [
        [cellPx, 0],
        [cellPx / 2, (cellPx * Math.sqrt(3)) / 2],
      ];
    case 'oblique':
      return [
        [w, 0],
        [w * between(random, 0.12, 0.38), h],
      ];
    default:
      return [
        [w, 0],
        [0, h],
      ];
  }
}

/** Fills a unit so that the lattice given is primitive: motifs at random places, or a finer grid on which something differs. */
function fillUnit(random: Random, basis: [Vec2, Vec2], unitSide: number): Unit {
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

function mirrorUnit(unit: Unit, glide: boolean): Unit {
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

function stripeColours(
  random: Random,
  count: number,
  gingham: boolean,
): { readonly widths: number[]; readonly colours: Rgb[] } {
  const { ground, colours } = randomPalette(random);
  const list: Rgb[] = [];
  const widths: number[] = [];
  for (let k = 0; k < count; k++) {
    const before = list[k - 1];
    list.push(
      k % 2 === 0 && gingham
        ? ground
        : pick(
            random,
            [ground, ...colours].filter((c) => c !== before && (k < count - 1 || c !== list[0])),
          ),
    );
    widths.push(gingham ? 1 : between(random, 0.4, 2.5));
  }
  const total = widths.reduce((s, w) => s + w, 0);
  return { widths: widths.map((w) => w / total), colours: list };
}

function stripeAt({ widths, colours }: { readonly widths: number[]; readonly colours: Rgb[] }, t: number): Rgb {
  let sum = 0;
  for (const [k, w] of widths.entries()) {
    sum += w;
    if (t < sum) return colours[k] as Rgb;
  }
  return colours.at(-1) as Rgb;
}

/** A plaid, in half of the cases one that is its own mirror image both ways, which leaves its type `straight`. */
function plaidUnit(random: Random, side: number): Unit {
  const gingham = random() < 0.4;
  const warp = stripeColours(random, gingham ? 2 : 3 + Math.floor(random() * 3), gingham);
  const weft = gingham || random() < 0.5 ? warp : stripeColours(random, 3 + Math.floor(random() * 3), false);
  const unit = blankUnit(side, [0, 0, 0]);
  const palindromic = !gingham && random() < 0.5;
  const fold = (t: number): number => (palindromic ? Math.abs(2 * t - 1) : t);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const p = stripeAt(warp, fold(x / side));
      const q = stripeAt(weft, fold(y / side));
      for (let c = 0; c < 3; c++) unit.rgb[(y * side + x) * 3 + c] = ((p[c] as number) + (q[c] as number)) / 2;
    }
  return unit;
}

const KINDS = [
  'rectangular',
  'square',
  'oblique',
  'half-drop',
  'brick',
  'hexagonal',
  'mirror',
  'glide',
  'plaid',
  'stripes',
  'rectangular',
  'half-drop',
] as const;

/** Type that the documented convention gives a lattice whose unit has no symmetry. */
function typeOfLattice(basis: readonly [Vec2, Vec2]): RepeatType {
  const shape = latticeShape(reduceBasis(basis));
  return shape.kind === 'centred' ? centredType(shape.cell) : 'straight';
}

/** A repeating design. The same seed gives the same picture; seeds below 1,000,000 are for tuning, those above for reporting. */
export function repeatingDesign(seed: number, sidePx = 512): Design {
  const random = seeded(seed * 7919 + 13);
  const kind = KINDS[seed % KINDS.length] as (typeof KINDS)[number];
  const cellPx = Math.exp(between(random, Math.log(0.028 * sidePx), Math.log(0.4 * sidePx)));
  const angleRad = random() < 0.5 ? 0 : random() * 2 * Math.PI;
  const origin: Vec2 = [random() * sidePx, random() * sidePx];
  const side = 2 * Math.round(Math.min(200, Math.max(30, cellPx)));
  let basis = latticeOf(random, kind, cellPx).map((v) => turned(v, angleRad)) as [Vec2, Vec2];
  let type = typeOfLattice(basis);
  let unit: Unit;
  if (kind === 'stripes') {
    const stripes = stripeColours(random, 2 + Math.floor(random() * 4), false);
    basis = [turned([cellPx, 0], angleRad), turned([0, cellPx], angleRad)];
    unit = blankUnit(side, [0, 0, 0]);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) unit.rgb.set(stripeAt(stripes, x / side), (y * side + x) * 3);
    type = 'one-way';
  } else if (kind === 'plaid') {
    basis = [turned([cellPx, 0], angleRad), turned([0, cellPx], angleRad)];
    unit = plaidUnit(random, side);
    type = 'straight';
  } else if (kind === 'mirror' || kind === 'glide') {
    const half: [Vec2, Vec2] = [[basis[0][0] / 2, basis[0][1] / 2], basis[1]];
    unit = mirrorUnit(fillUnit(random, half, side), kind === 'glide');
    type = 'mirror';
  } else unit = fillUnit(random, basis, side);
  const values = tile(unit, basis, sidePx, sidePx, origin);
  const raster = disturb(random, values, sidePx, sidePx);
  return {
    name: `${kind}-${seed}`,
    raster,
    type,
    vectorsPx: type === 'one-way' ? [basis[0]] : basis,
    jpegQuality: random() < 0.4 ? pick(random, [40, 60, 85]) : null,
  };
}
