import type { RepeatType } from '../../engine/index.ts';
import type { MotifKind } from '../motifs/index.ts';
import type { Element, Layer, Vec2 } from '../spec.ts';
import { colours, type FamilyMaker, motifs, palette, printLayout, scatter, single, surface, unit } from './builders.ts';

const tile = (name: Extract<Layer, { kind: 'tile' }>['tile'], seed: number, slots: readonly number[]): Layer => ({
  kind: 'tile',
  tile: name,
  seed,
  colours: slots,
});

export const paisleyPrint: FamilyMaker = (r) => {
  const repeatType = printLayout(r);
  const unitPx = unit(r, 130, 280);
  const colourCount = r.integer(4, 7);
  const shared = { colourways: 2, turn: 'any' as const, paletteSize: colourCount };
  const main = scatter(r, repeatType, unitPx, {
    ...shared,
    kinds: ['paisley'],
    drawings: r.integer(1, 3),
    radiusPx: [30, 64],
    closeness: 0.74,
    limit: 9,
  });
  const filler = scatter(r, repeatType, unitPx, {
    ...shared,
    kinds: ['flower', 'sprig', 'rosette', 'dot'],
    drawings: 3,
    radiusPx: [4, 20],
    closeness: 0.9,
    limit: 30,
    around: main,
  });
  return { repeatType, unitPx, palette: palette(r, colourCount), layers: [motifs(filler), motifs(main)] };
};

/** A large figure in the middle and another at the corners. */
const figured =
  (
    kinds: readonly MotifKind[],
    corners: readonly MotifKind[],
    span: readonly [number, number],
    types: readonly RepeatType[],
    story?: Parameters<typeof palette>[2],
  ): FamilyMaker =>
  (r) => {
    const repeatType = r.pick(types);
    const unitPx = unit(r, span[0], span[1]);
    const colourCount = r.integer(4, 7);
    const [w, h] = unitPx;
    const reach = Math.min(w, h);
    const centre = single(r, r.pick(kinds), [w / 2, h / 2], reach * r.between(0.36, 0.49), colourCount);
    const elements: Element[] = [centre];
    if (repeatType === 'straight' && r.chance(0.85))
      elements.push(single(r, r.pick(corners), [0, 0], reach * r.between(0.16, 0.26), colourCount));
    if (r.chance(0.4)) {
      const small = single(r, r.pick(corners), [w / 2, 0], reach * r.between(0.07, 0.12), colourCount);
      elements.push(small, { ...small, at: [0, h / 2] });
    }
    const net: Layer[] =
      r.chance(0.3) && repeatType === 'straight' ? [tile('trellis', r.seed(), colours(r, colourCount))] : [];
    return { repeatType, unitPx, palette: palette(r, colourCount, story), layers: [...net, motifs(elements)] };
  };

export const medallion = figured(
  ['rosette'],
  ['rosette', 'flower'],
  [110, 260],
  ['straight', 'straight', 'half-drop', 'brick'],
);
export const foulard = figured(
  ['rosette', 'sign', 'flower', 'paisley'],
  ['sign', 'flower', 'dot'],
  [40, 90],
  ['straight', 'half-drop', 'brick'],
);

export const damaskCloth: FamilyMaker = (r) => {
  const w = r.between(130, 260);
  const unitPx = [w, w * r.between(1.1, 1.28)] as const;
  const colourCount = r.chance(0.6) ? 3 : 4;
  const main = {
    ...single(r, 'damask', [w / 2, unitPx[1] / 2], Math.min(unitPx[1] * 0.52, w * 0.62), colourCount),
    colours: [1, 0, 1, 0],
  };
  const second = {
    ...single(
      r,
      r.pick(['damask', 'rosette', 'flower'] as const),
      [0, unitPx[1] / 2 + unitPx[1] / 4],
      w * r.between(0.14, 0.2),
      colourCount,
    ),
    colours: [2, 0, 1, 2],
  };
  const repeatType = r.chance(0.7) ? ('half-drop' as const) : ('straight' as const);
  return {
    repeatType,
    unitPx,
    palette: palette(r, colourCount, r.pick(['tonal', 'tonal', 'two-tone', 'earth', 'dark'])),
    layers: [motifs([main, second])],
    surface: surface('twill', 0.22),
  };
};

/** Woven silk: figures with clouds on a ground with a fine all-over figure. */
export const brocade: FamilyMaker = (r) => {
  const repeatType = r.pick(['half-drop', 'brick', 'straight'] as const);
  const unitPx = unit(r, 130, 240);
  const colourCount = r.integer(4, 6);
  const main = scatter(r, repeatType, unitPx, {
    kinds: ['rosette', 'peony', 'damask'],
    drawings: r.integer(1, 2),
    colourways: 1,
    radiusPx: [40, 62],
    closeness: 1,
    limit: 3,
    turn: 'upright',
    paletteSize: colourCount,
  });
  const clouds = scatter(r, repeatType, unitPx, {
    kinds: ['cloud', 'fan', 'flower'],
    drawings: 2,
    colourways: 1,
    radiusPx: [12, 30],
    closeness: 0.95,
    limit: 10,
    turn: 'upright',
    paletteSize: colourCount,
    around: main,
  });
  return {
    repeatType,
    unitPx,
    palette: palette(r, colourCount, r.pick(['dark', 'bright', 'earth', 'mid', 'indigo'])),
    layers: [motifs(clouds), motifs(main)],
    surface: surface(r.pick(['twill', 'slub']), 0.3),
  };
};

export const ogeeCloth: FamilyMaker = (r) => {
  const w = r.between(70, 180);
  const colourCount = r.integer(4, 6);
  // One oval and the four around it: the plane is centred, so its unit is half of the drawn rectangle.
  const h = w * r.between(1.3, 1.75);
  return {
    repeatType: 'half-drop',
    unitPx: [w, h],
    vectorsPx: centred(w, h),
    palette: palette(r, colourCount),
    layers: [tile('ogee', r.seed(), colours(r, colourCount, 5))],
    ...asSheet,
  };
};

/** Tiles that hold both points of a centred lattice are laid side by side; the truth is the smaller lattice. */
const asSheet = { surface: surface('smooth', 0) };
export const centred = (w: number, h: number): readonly Vec2[] => [
  [w / 2, h / 2],
  [w / 2, -h / 2],
];

/** Waxed and dyed cloth: motifs in resist, veined where the wax broke. */
export const batik: FamilyMaker = (r) => {
  const repeatType = 'straight';
  const unitPx = unit(r, 130, 260);
  const colourCount = r.integer(3, 5);
  const main = scatter(r, repeatType, unitPx, {
    kinds: ['rosette', 'flower', 'leaf', 'bird', 'fish', 'paisley'],
    drawings: 3,
    colourways: 1,
    radiusPx: [24, 56],
    closeness: 0.95,
    limit: 8,
    turn: 'any',
    paletteSize: colourCount,
  });
  const dots = scatter(r, repeatType, unitPx, {
    kinds: ['dot'],
    drawings: 1,
    colourways: 2,
    radiusPx: [2, 4],
    closeness: 1.4,
    limit: 60,
    turn: 'any',
    paletteSize: colourCount,
    around: main,
  });
  return {
    repeatType,
    unitPx,
    palette: palette(r, colourCount, r.pick(['indigo', 'indigo', 'earth', 'dark'])),
    layers: [
      { kind: 'field', field: 'mottle', seed: r.seed(), colours: [r.integer(1, colourCount - 1)], opacity: 0.18 },
      motifs(dots),
      motifs(main),
      {
        kind: 'field',
        field: 'crackle',
        seed: r.seed(),
        colours: [r.chance(0.7) ? 0 : 1],
        opacity: r.between(0.5, 0.85),
      },
    ],
    surface: surface('canvas', 0.15),
  };
};

export const ikat: FamilyMaker = (r) => {
  const w = r.between(80, 200);
  const unitPx: Vec2 = [w, w * r.between(0.85, 1.28)];
  const repeatType = r.pick(['straight', 'half-drop'] as const);
  const colourCount = r.integer(3, 6);
  const [cx, cy] = [w / 2, unitPx[1] / 2];
  const shells = r.integer(2, 4);
  const kind = r.pick(['sign', 'rosette', 'paisley', 'leaf', 'damask'] as const);
  const base = single(r, kind, [cx, cy], w * 0.44, colourCount, kind === 'leaf' ? 90 : 0);
  const elements = Array.from(
    { length: shells },
    (_, i): Element => ({
      ...base,
      motif: i === shells - 1 ? base.motif : { kind: 'blob', seed: base.motif.seed },
      radiusPx: base.radiusPx * (1.1 - i * 0.22),
      colours: colours(r, colourCount),
    }),
  );
  const second = single(r, r.pick(['sign', 'rosette', 'dot'] as const), [0, 0], w * r.between(0.12, 0.2), colourCount);
  return {
    repeatType,
    unitPx,
    palette: palette(r, colourCount),
    layers: [motifs([...elements, second])],
    stray: { amountPx: w * r.between(0.018, 0.045), threadPx: r.between(2, 4), seed: r.seed() },
    surface: surface('slub', 0.18),
  };
};

export const lace: FamilyMaker = (r) => {
  const repeatType = r.pick(['straight', 'half-drop', 'mirror'] as const);
  const unitPx = unit(r, 110, 200);
  const pale = palette(r, 3, 'white')[0]!;
  const dark = palette(r, 2, r.pick(['dark', 'bright', 'mid', 'indigo']))[0]!;
  const reversed = r.chance(0.25);
  const elements = scatter(r, repeatType, unitPx, {
    kinds: ['flower', 'sprig', 'leaf', 'rosette', 'peony'],
    drawings: 3,
    colourways: 1,
    radiusPx: [15, 40],
    closeness: 0.9,
    limit: 9,
    turn: 'any',
    paletteSize: 2,
  });
  const net = tile('lace-net', r.seed(), [1]);
  return {
    repeatType,
    unitPx,
    palette: reversed ? [pale, dark] : [dark, pale],
    layers: [net, motifs(elements.map((element) => ({ ...element, colours: [1, 1, 0, 0] })))],
    surface: surface('grain', 0.12),
  };
};
