import type { RepeatType } from '../../engine/index.ts';
import type { Layer, Vec2 } from '../spec.ts';
import type { TileName } from '../tiles/index.ts';
import { colours, type FamilyMaker, motifs, palette, scatter, surface, unit } from './builders.ts';
import { centred } from './ornamental.ts';

interface TileFamily {
  readonly tile: TileName;
  readonly widthPx: readonly [from: number, to: number];
  /** Height over width. */
  readonly aspect: readonly [from: number, to: number];
  readonly colours: readonly [from: number, to: number];
  readonly types?: readonly RepeatType[];
  /** The drawn rectangle holds two copies of the unit, the second in its middle. */
  readonly centred?: boolean;
  readonly story?: Parameters<typeof palette>[2];
}

const tiled =
  (family: TileFamily): FamilyMaker =>
  (r) => {
    const w = r.between(...family.widthPx);
    const unitPx: Vec2 = [w, w * r.between(...family.aspect)];
    const count = r.integer(...family.colours);
    const layer: Layer = {
      kind: 'tile',
      tile: family.tile,
      seed: r.seed(),
      colours: colours(r, count, Math.max(4, count - 1)),
    };
    return {
      repeatType: family.centred ? 'half-drop' : r.pick(family.types ?? ['straight']),
      unitPx,
      ...(family.centred ? { vectorsPx: centred(...unitPx) } : {}),
      palette: palette(r, count, family.story),
      layers: [layer],
      surface: surface(r.pick(['smooth', 'smooth', 'canvas', 'grain']), 0.14),
    };
  };

export const trianglePatchwork = tiled({
  tile: 'triangles',
  widthPx: [110, 240],
  aspect: [0.8, 1.25],
  colours: [4, 7],
  types: ['straight', 'half-drop', 'mirror'],
});
export const quarterCircles = tiled({
  tile: 'quarters',
  widthPx: [130, 240],
  aspect: [0.8, 1.25],
  colours: [4, 7],
  types: ['straight', 'brick', 'mirror'],
});
export const hexagonTiles = tiled({
  tile: 'hexagons',
  widthPx: [34, 100],
  aspect: [Math.sqrt(3), Math.sqrt(3)],
  colours: [4, 6],
  centred: true,
});
export const shippo = tiled({
  tile: 'overlapping-circles',
  widthPx: [36, 100],
  aspect: [1, 1],
  colours: [4, 5],
  centred: true,
});
export const herringboneTiles = tiled({
  tile: 'herringbone',
  widthPx: [40, 110],
  aspect: [0.22, 0.4],
  colours: [3, 4],
});
export const greekKeyBand = tiled({
  tile: 'greek-key',
  widthPx: [44, 90],
  aspect: [1, 1.25],
  colours: [3, 4],
  types: ['straight', 'brick'],
});
export const seigaihaWaves = tiled({
  tile: 'seigaiha',
  widthPx: [40, 110],
  aspect: [0.5, 0.62],
  colours: [3, 5],
  centred: true,
});
export const starTiles = tiled({ tile: 'star-tile', widthPx: [60, 140], aspect: [1, 1], colours: [4, 6] });
export const chevronBands = tiled({ tile: 'chevrons', widthPx: [36, 100], aspect: [0.7, 1.6], colours: [3, 6] });
export const waveLines = tiled({ tile: 'waves', widthPx: [60, 180], aspect: [0.5, 1], colours: [3, 6] });
export const trellisNet = tiled({
  tile: 'trellis',
  widthPx: [50, 130],
  aspect: [0.9, 1.4],
  colours: [3, 5],
  centred: true,
});
export const bowedTrellisNet = tiled({
  tile: 'bowed-trellis',
  widthPx: [50, 130],
  aspect: [0.9, 1.3],
  colours: [3, 5],
});
export const polkaDots = tiled({
  tile: 'dots',
  widthPx: [24, 80],
  aspect: [1, 1],
  colours: [3, 5],
  types: ['straight', 'half-drop', 'brick'],
});
export const ginghamCheck = tiled({
  tile: 'gingham',
  widthPx: [22, 72],
  aspect: [1, 1],
  colours: [2, 3],
  story: 'white',
});
export const windowpaneCheck = tiled({ tile: 'windowpane', widthPx: [44, 120], aspect: [0.9, 1.3], colours: [3, 4] });
export const argyleKnit = tiled({ tile: 'argyle', widthPx: [60, 130], aspect: [1.1, 1.6], colours: [4, 5] });

/** Upright or turned bands: the plane repeats in one direction only. */
export const stripes: FamilyMaker = (r) => {
  const across = r.chance(0.65);
  const span = r.between(36, 190);
  const count = r.integer(3, 6);
  const layer: Layer = {
    kind: 'tile',
    tile: r.pick(['bands', 'bands', 'pinstripe']),
    seed: r.seed(),
    colours: colours(r, count, 5),
  };
  return {
    repeatType: 'one-way',
    unitPx: [span, 64],
    vectorsPx: [[span, 0]],
    palette: palette(r, count),
    layers: [layer],
    surface: surface(across ? 'canvas' : 'twill', 0.18),
  };
};

/** Loose signs in bright colours. */
export const memphis: FamilyMaker = (r) => {
  const repeatType = r.pick(['straight', 'half-drop', 'brick'] as const);
  const unitPx = unit(r, 150, 300);
  const count = r.integer(4, 7);
  const elements = scatter(r, repeatType, unitPx, {
    kinds: ['sign'],
    drawings: 7,
    colourways: 1,
    radiusPx: [9, 34],
    closeness: 1.1,
    limit: 34,
    turn: 'any',
    paletteSize: count,
  });
  return {
    repeatType,
    unitPx,
    palette: palette(r, count, r.pick(['bright', 'white', 'pastel', 'dark'])),
    layers: [motifs(elements)],
  };
};

/** Charts read off a symmetrical random grid: knitting, cross stitch, kilim. */
const charted =
  (stitch: 'square' | 'cross' | 'knit' | 'round', cellPx: readonly [number, number], banded: boolean): FamilyMaker =>
  (r) => {
    const columns = 2 * r.integer(6, 14);
    const rows = banded ? r.integer(24, 44) : columns + 2 * r.integer(-2, 3);
    const count = r.integer(3, 6);
    const cell = r.between(...cellPx);
    const grid = banded ? bandedGrid(r, columns, rows, count) : mirroredGrid(r, columns, rows, count);
    return {
      repeatType: 'straight',
      unitPx: [columns * cell, rows * cell * (stitch === 'knit' ? 0.85 : 1)],
      palette: palette(r, count),
      layers: [{ kind: 'chart', grid, stitch }],
      surface: surface(stitch === 'square' ? 'canvas' : 'grain', 0.15),
    };
  };

type GridMaker = (r: Parameters<FamilyMaker>[0], columns: number, rows: number, count: number) => number[][];

/** Diamonds, steps and crosses by distance from the middle, reflected both ways. */
const mirroredGrid: GridMaker = (r, columns, rows, count) => {
  const [a, b, c] = [r.integer(2, 4), r.integer(2, 5), r.integer(3, 6)];
  const table = Array.from({ length: 24 }, () => r.integer(-1, count - 1));
  const style = r.integer(0, 2);
  const grid = Array.from({ length: rows }, (_, j) =>
    Array.from({ length: columns }, (_, i) => {
      const x = Math.abs(i - (columns - 1) / 2) | 0;
      const y = Math.abs(j - (rows - 1) / 2) | 0;
      const index =
        style === 0
          ? Math.floor((x + y) / 2)
          : style === 1
            ? Math.max(x, y) + (x % a === 0 ? b : 0)
            : (x * y) % c === 0
              ? x + y
              : Math.abs(x - y);
      return table[index % 24]!;
    }),
  );
  return grid;
};

/** Bands of small peerie figures, as in fair-isle yokes. */
const bandedGrid: GridMaker = (r, columns, rows, count) => {
  const grid: number[][] = [];
  while (grid.length < rows) {
    const height = Math.min(rows - grid.length, r.pick([1, 2, 3, 5, 7, 9, 11]));
    const period = r.pick([2, 4, columns / 2, columns].filter((p) => columns % p === 0));
    const [ground, figure] = [r.integer(-1, count - 1), r.integer(1, count - 1)];
    const half = Array.from({ length: Math.ceil(height / 2) }, () =>
      Array.from({ length: Math.ceil(period / 2) }, () => r.chance(0.48)),
    );
    for (let j = 0; j < height; j++) {
      const row = half[Math.min(j, height - 1 - j)]!;
      grid.push(
        Array.from({ length: columns }, (_, i) => {
          const x = i % period;
          return row[Math.min(x, period - 1 - x)] ? figure : ground;
        }),
      );
    }
  }
  // One full-width figure: it fixes the width of the unit whatever the bands repeat after.
  const key = Array.from({ length: 5 }, (_, j) =>
    Array.from({ length: columns }, (_, i) => (Math.abs(i - columns / 2 + 0.5) + Math.abs(j - 2) < 4 ? 1 : -1)),
  );
  return [...grid, ...key];
};

export const fairIsle = charted('knit', [5, 9], true);
export const crossStitch = charted('cross', [5, 9], false);
export const kilim = charted('square', [5, 11], false);
export const beadwork = charted('round', [6, 10], true);
