import type { Vec2 } from '../geometry.ts';
import { type Basis, combine, dot, lengthOf } from './lattice.ts';

/** Deviation from a right angle (as cosine) or from equal lengths (as share) within which a lattice counts as rectangular or centred. */
const SHAPE_TOLERANCE = 0.015;

export type LatticeShape =
  | { readonly kind: 'rectangular' }
  | { readonly kind: 'oblique' }
  /** `cell` holds the sides of the centred rectangle: the one nearer to the horizontal first. */
  | { readonly kind: 'centred'; readonly cell: Basis };

/** Shape of the lattice of a reduced basis. A square lattice is rectangular; a hexagonal one is centred. */
export function latticeShape([a, b]: Basis): LatticeShape {
  const la = lengthOf(a);
  const lb = lengthOf(b);
  const across = dot(a, b);
  if (Math.abs(across) < SHAPE_TOLERANCE * la * lb) return { kind: 'rectangular' };
  const signed: Vec2 = across > 0 ? b : [-b[0], -b[1]];
  const cells: Basis[] = [];
  if (lb - la < SHAPE_TOLERANCE * lb) cells.push([combine(a, 1, signed, 1), combine(a, 1, signed, -1)]);
  if (Math.abs(Math.abs(across) / (la * la) - 0.5) < SHAPE_TOLERANCE) {
    cells.push([a, combine(signed, 2, a, -1)]);
    if (lb - la < SHAPE_TOLERANCE * lb) cells.push([signed, combine(a, 2, signed, -1)]);
  }
  const cell = cells.sort((p, q) => tilt(p) - tilt(q))[0];
  if (!cell) return { kind: 'oblique' };
  const [p, q] = cell;
  return { kind: 'centred', cell: Math.abs(p[0]) * lengthOf(q) >= Math.abs(q[0]) * lengthOf(p) ? [p, q] : [q, p] };
}

/** How far a right-angled cell is turned from the axes of the picture, 0–1. */
function tilt([p]: Basis): number {
  return Math.min(Math.abs(p[0]), Math.abs(p[1])) / lengthOf(p);
}

/**
 * Half-drop or brick. One lattice can be read both ways: as columns of tiles (half the cell wide) shifted by half a tile, or as rows of tiles
 * (half the cell high). The reading whose tile is nearer to a square counts: half-drop where the cell is wider than high, brick where it is
 * higher than wide. Where both sides are equal (which reduces to a square lattice, hence never comes here undisturbed) it is half-drop.
 * A picture turned by 90° changes from one to the other; that is in the words, not in the lattice.
 */
export function centredType([across, down]: Basis): 'half-drop' | 'brick' {
  return lengthOf(across) >= lengthOf(down) ? 'half-drop' : 'brick';
}
