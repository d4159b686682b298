import type { Vec2 } from '../../../../engine/core/geometry.ts';
import type { Raster } from '../../../../engine/core/raster.ts';
import { reduceBasis } from '../../../../engine/core/repeat/lattice.ts';
import { centredType, latticeShape } from '../../../../engine/core/repeat/repeat-type.ts';
import type { RepeatType } from '../../../../engine/core/vocabulary.ts';
import { disturb } from './disturbance.ts';
import { between, pick, type Random, seeded } from './random-draws.ts';
import { blankUnit, fillUnit, mirrorUnit, tile, type Unit } from './repeat-units.ts';
import { plaidUnit, stripeAt, stripeColours } from './woven-units.ts';

export interface Design {
  readonly name: string;
  readonly raster: Raster;
  readonly type: RepeatType;
  /** Primitive vectors in pixels: two, one for stripes, none for pictures without repeat. */
  readonly vectorsPx: readonly Vec2[];
  /** JPEG quality the picture should go through, or null. */
  readonly jpegQuality: number | null;
}

function turned([x, y]: Vec2, angleRad: number): Vec2 {
  return [x * Math.cos(angleRad) - y * Math.sin(angleRad), x * Math.sin(angleRad) + y * Math.cos(angleRad)];
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
