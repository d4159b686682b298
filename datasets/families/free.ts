import type { MotifKind } from '../motifs/index.ts';
import type { Layer, Vec2 } from '../spec.ts';
import { type FamilyMaker, motifs, palette, printLayout, scatter, surface, unit } from './builders.ts';

const scattered =
  (
    kinds: readonly MotifKind[],
    turn: 'any' | 'upright',
    radiusPx: readonly [number, number],
    span: readonly [number, number],
    closeness: number,
  ): FamilyMaker =>
  (r) => {
    const repeatType = printLayout(r);
    const unitPx = unit(r, span[0], span[1]);
    const count = r.integer(4, 7);
    const chosen = r.shuffle(kinds).slice(0, r.integer(1, Math.min(3, kinds.length)));
    const main = scatter(r, repeatType, unitPx, {
      kinds: chosen,
      drawings: r.integer(2, 4),
      colourways: 2,
      radiusPx,
      closeness: closeness * r.between(0.9, 1.15),
      limit: r.integer(5, 18),
      turn,
      paletteSize: count,
    });
    const filler = scatter(r, repeatType, unitPx, {
      kinds: ['dot', 'sign', 'sprig', 'flower'],
      drawings: r.integer(1, 3),
      colourways: 1,
      radiusPx: [3, 12],
      closeness: 1.15,
      limit: r.integer(0, 24),
      turn: 'any',
      paletteSize: count,
      around: main,
    });
    return { repeatType, unitPx, palette: palette(r, count), layers: [motifs(filler), motifs(main)] };
  };

export const conversational = scattered(
  ['bird', 'butterfly', 'fish', 'cloud', 'fan'],
  'upright',
  [22, 48],
  [130, 280],
  0.95,
);
export const fruitPrint = scattered(['fruit', 'leaf', 'fruit'], 'any', [20, 44], [120, 240], 0.95);
export const cutouts = scattered(['blob', 'blob', 'leaf'], 'any', [24, 58], [140, 300], 0.92);

export const terrazzo: FamilyMaker = (r) => {
  const unitPx = unit(r, 190, 320);
  const count = r.integer(4, 7);
  const elements = scatter(r, 'straight', unitPx, {
    kinds: ['chip'],
    drawings: 12,
    colourways: 1,
    radiusPx: [3, 22],
    closeness: 0.95,
    limit: 130,
    turn: 'any',
    paletteSize: count,
  });
  return {
    repeatType: 'straight',
    unitPx,
    palette: palette(r, count, r.pick(['light', 'white', 'pastel', 'dark'])),
    layers: [motifs(elements)],
  };
};

const field =
  (name: Extract<Layer, { kind: 'field' }>['field'], count: number, span: readonly [number, number]): FamilyMaker =>
  (r) => {
    const unitPx = unit(r, span[0], span[1]);
    return {
      repeatType: 'straight',
      unitPx,
      palette: palette(r, count, r.pick(['earth', 'earth', 'tonal', 'dark', 'light', 'bright'])),
      layers: [{ kind: 'field', field: name, seed: r.seed(), colours: [1, 2, 3], opacity: 1 }],
      surface: surface('grain', 0.1),
    };
  };

export const animalSpots = field('spots', 3, [180, 340]);
export const zebraStripes = field('zebra', 2, [200, 360]);
export const marbled = field('marble', 5, [220, 380]);

/** Sheets larger than any picture of them: no repeat to find. */
const SHEET: Vec2 = [1450, 1450];
const WASH_SHEET: Vec2 = [1000, 1000];

export const scatteredSheet: FamilyMaker = (r) => {
  const count = r.integer(4, 7);
  const kinds = r
    .shuffle([
      'flower',
      'leaf',
      'sprig',
      'bird',
      'butterfly',
      'fruit',
      'blob',
      'sign',
      'peony',
      'paisley',
      'chip',
    ] as const)
    .slice(0, r.integer(2, 5));
  const size = r.between(16, 60);
  const main = scatter(r, 'none', SHEET, {
    kinds,
    drawings: 10,
    colourways: 2,
    radiusPx: [size * 0.6, size * 1.6],
    closeness: r.between(0.8, 1.2),
    limit: 320,
    turn: 'any',
    paletteSize: count,
  });
  return { repeatType: 'none', unitPx: SHEET, palette: palette(r, count), layers: [motifs(main)] };
};

export const washes: FamilyMaker = (r) => {
  const count = r.integer(3, 5);
  const layers: Layer[] = [
    {
      kind: 'field',
      field: r.pick(['mottle', 'marble'] as const),
      seed: r.seed(),
      colours: [1, 2, 3],
      opacity: r.between(0.4, 1),
    },
    {
      kind: 'field',
      field: r.pick(['mottle', 'crackle', 'moire'] as const),
      seed: r.seed(),
      colours: [2],
      opacity: r.between(0.3, 0.8),
    },
  ];
  return { repeatType: 'none', unitPx: WASH_SHEET, palette: palette(r, count), layers };
};

/** One picture: hills, sun, plants and birds, as on panels and scarves. */
export const panel: FamilyMaker = (r) => {
  const count = r.integer(5, 7);
  const base = { drawings: 5, colourways: 2, turn: 'upright' as const, paletteSize: count };
  const large = scatter(r, 'none', SHEET, {
    ...base,
    kinds: ['peony', 'leaf', 'bird', 'fan', 'rosette', 'cloud'],
    radiusPx: [120, 260],
    closeness: 0.75,
    limit: 18,
  });
  const small = scatter(r, 'none', SHEET, {
    ...base,
    kinds: ['sprig', 'flower', 'butterfly', 'stemmed'],
    drawings: 8,
    radiusPx: [30, 90],
    closeness: 0.8,
    limit: 70,
    around: large,
  });
  return { repeatType: 'none', unitPx: SHEET, palette: palette(r, count), layers: [motifs(small), motifs(large)] };
};
