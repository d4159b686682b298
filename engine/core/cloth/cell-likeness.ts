import { DIHEDRAL_GRIDS, kappa, roomFor, unlikeNeighbours } from './cell-comparison.ts';
import type { CellGrid } from './cell-grid.ts';

/**
 * How far two charts are one, 0–1: agreement, beyond chance (Cohen's κ), about which neighbouring cells differ in colour, at the best of all places, turns and mirrors. Which colours these
 * are does not matter. The smaller grid is laid on the larger one, over its borders where that repeats. Held equal to `cellLikenessReference`.
 *
 * Rows are words of 32 neighbours: a place costs a population count a word.
 */
export function cellLikeness(a: CellGrid, b: CellGrid): number {
  const [small, large] = a.columns * a.rows <= b.columns * b.rows ? [a, b] : [b, a];
  let best = 0;
  for (const form of DIHEDRAL_GRIDS) {
    const turned = form(small);
    const room = roomFor(turned, large);
    if (!room) continue;
    const [across, down] = unlikeNeighbours(turned);
    const laidOn = unlikeNeighbours(extended(large, turned, room));
    const width = room.columns + turned.columns - 1;
    for (let x = 0; x < room.columns; x++) {
      const packed = [packRows(laidOn[0], width, x, turned.columns - 1), packRows(laidOn[1], width, x, turned.columns)];
      const own = [
        packRows(across, turned.columns, 0, turned.columns - 1),
        packRows(down, turned.columns, 0, turned.columns),
      ];
      for (let y = 0; y < room.rows; y++) {
        let [both, ofOne, ofOther] = [0, 0, 0];
        for (const [direction, rows] of [turned.rows, turned.rows - 1].entries()) {
          const { words, perRow } = own[direction]!;
          const others = packed[direction]!.words;
          for (let i = 0, j = y * perRow; i < rows * perRow; i++, j++) {
            both += bitCount(words[i]! & others[j]!);
            ofOne += bitCount(words[i]!);
            ofOther += bitCount(others[j]!);
          }
        }
        const total = (turned.columns - 1) * turned.rows + turned.columns * (turned.rows - 1);
        best = Math.max(best, kappa(both, ofOne, ofOther, total));
      }
    }
  }
  return best;
}

/** The larger grid, continued by what a laid-on grid reaches over its right and lower borders. */
function extended(
  large: CellGrid,
  small: CellGrid,
  room: { readonly columns: number; readonly rows: number },
): CellGrid {
  const columns = room.columns + small.columns - 1;
  const rows = room.rows + small.rows - 1;
  const labels = Uint8Array.from(
    { length: columns * rows },
    (_, i) => large.labels[(Math.floor(i / columns) % large.rows) * large.columns + ((i % columns) % large.columns)]!,
  );
  return { columns, rows, labels, cyclic: false };
}

/** `count` flags of each row from column `from` on, 32 to a word. */
function packRows(flags: Uint8Array, columns: number, from: number, count: number) {
  const perRow = Math.ceil(count / 32);
  const rows = flags.length / columns;
  const words = new Int32Array(rows * perRow);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < count; i++)
      if (flags[row * columns + from + i]) words[row * perRow + (i >> 5)]! |= 1 << (i & 31);
  return { words, perRow };
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
