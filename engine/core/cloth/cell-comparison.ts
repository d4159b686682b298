import type { CellGrid } from './cell-grid.ts';

/** The eight turned and mirrored forms of a grid. */
export const DIHEDRAL_GRIDS: readonly ((grid: CellGrid) => CellGrid)[] = [0, 1, 2, 3, 4, 5, 6, 7].map(
  (form) => (grid) => {
    const swap = (form & 4) !== 0;
    const [columns, rows] = swap ? [grid.rows, grid.columns] : [grid.columns, grid.rows];
    const labels = new Uint8Array(columns * rows);
    for (let row = 0, at = 0; row < rows; row++)
      for (let column = 0; column < columns; column++, at++) {
        const [i, j] = swap ? [row, column] : [column, row];
        const x = form & 1 ? grid.columns - 1 - i : i;
        const y = form & 2 ? grid.rows - 1 - j : j;
        labels[at] = grid.labels[y * grid.columns + x]!;
      }
    return { columns, rows, labels, cyclic: grid.cyclic };
  },
);

/** Places at which the smaller grid can be laid on the larger one; null where it does not fit, or shows too few neighbours to say anything. */
export function roomFor(small: CellGrid, large: CellGrid): { readonly columns: number; readonly rows: number } | null {
  if (small.columns < 2 || small.rows < 2) return null;
  if (large.cyclic) return { columns: large.columns, rows: large.rows };
  const columns = large.columns - small.columns + 1;
  const rows = large.rows - small.rows + 1;
  return columns < 1 || rows < 1 ? null : { columns, rows };
}

/** For each cell whether its right, and whether its lower neighbour has another label; 0 at the borders, where there is none. */
export function unlikeNeighbours({ columns, rows, labels }: CellGrid): readonly [Uint8Array, Uint8Array] {
  const across = new Uint8Array(labels.length);
  const down = new Uint8Array(labels.length);
  for (let row = 0, i = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, i++) {
      if (column + 1 < columns && labels[i] !== labels[i + 1]) across[i] = 1;
      if (row + 1 < rows && labels[i] !== labels[i + columns]) down[i] = 1;
    }
  return [across, down];
}

/** Cohen's κ of two yes-or-no judgements of `total` things, of which `both` are yes to both: 1 agreement, 0 as by chance, never below. */
export function kappa(both: number, ofOne: number, ofOther: number, total: number): number {
  const agreed = (total - ofOne - ofOther + 2 * both) / total;
  const chance = (ofOne * ofOther + (total - ofOne) * (total - ofOther)) / total ** 2;
  return chance >= 1 ? 0 : Math.max(0, (agreed - chance) / (1 - chance));
}
