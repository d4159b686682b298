import { DIHEDRAL_GRIDS, kappa, roomFor } from './cell-comparison.ts';
import type { CellGrid } from './cell-grid.ts';

/** `cellLikeness` neighbour by neighbour. */
export function cellLikenessReference(a: CellGrid, b: CellGrid): number {
  const [small, large] = a.columns * a.rows <= b.columns * b.rows ? [a, b] : [b, a];
  let best = 0;
  for (const form of DIHEDRAL_GRIDS) {
    const turned = form(small);
    const room = roomFor(turned, large);
    if (!room) continue;
    for (let y = 0; y < room.rows; y++)
      for (let x = 0; x < room.columns; x++) best = Math.max(best, agreementAt(turned, large, x, y));
  }
  return best;
}

function agreementAt(small: CellGrid, large: CellGrid, x: number, y: number): number {
  const at = (column: number, row: number) =>
    large.labels[((y + row) % large.rows) * large.columns + ((x + column) % large.columns)]!;
  let [both, ofOne, ofOther, total] = [0, 0, 0, 0];
  const count = (one: boolean, other: boolean) => {
    total++;
    if (one) ofOne++;
    if (other) ofOther++;
    if (one && other) both++;
  };
  for (let row = 0; row < small.rows; row++)
    for (let column = 0; column < small.columns; column++) {
      const own = small.labels[row * small.columns + column]!;
      if (column + 1 < small.columns)
        count(own !== small.labels[row * small.columns + column + 1], at(column, row) !== at(column + 1, row));
      if (row + 1 < small.rows)
        count(own !== small.labels[(row + 1) * small.columns + column], at(column, row) !== at(column, row + 1));
    }
  return kappa(both, ofOne, ofOther, total);
}
