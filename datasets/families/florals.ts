import type { Element, Layer } from '../spec.ts';
import { colours, type FamilyMaker, motifs, palette, printLayout, scatter, single, surface, unit } from './builders.ts';

const tossed =
  (
    large: readonly [
      'flower' | 'peony' | 'rose' | 'stemmed' | 'leaf',
      ...('flower' | 'peony' | 'rose' | 'stemmed' | 'leaf')[],
    ],
    size: readonly [number, number],
    span: readonly [number, number],
  ): FamilyMaker =>
  (r) => {
    const repeatType = printLayout(r);
    const unitPx = unit(r, span[0], span[1]);
    const colourCount = r.integer(4, 7);
    const main = scatter(r, repeatType, unitPx, {
      kinds: large,
      drawings: r.integer(2, 3),
      colourways: r.integer(1, 2),
      radiusPx: size,
      closeness: r.between(0.82, 1),
      limit: r.integer(3, 9),
      turn: 'any',
      paletteSize: colourCount,
    });
    const filler = scatter(r, repeatType, unitPx, {
      kinds: ['sprig', 'leaf', 'flower'],
      drawings: r.integer(2, 3),
      colourways: 1,
      radiusPx: [size[0] * 0.3, size[0] * 0.75],
      closeness: 0.82,
      limit: r.integer(8, 22),
      turn: 'any',
      paletteSize: colourCount,
      around: main,
    });
    const dots = r.chance(0.4)
      ? scatter(r, repeatType, unitPx, {
          kinds: ['dot'],
          drawings: 1,
          colourways: 1,
          radiusPx: [2, 3.6],
          closeness: 1.5,
          limit: 26,
          turn: 'any',
          paletteSize: colourCount,
          around: [...main, ...filler],
        })
      : [];
    return {
      repeatType,
      unitPx,
      palette: palette(r, colourCount),
      layers: [motifs(dots), motifs(filler), motifs(main)],
      surface: surface(r.pick(['smooth', 'smooth', 'canvas', 'grain']), 0.15),
    };
  };

export const tossedFloral = tossed(['flower', 'peony', 'rose'], [26, 58], [150, 300]);
export const bouquet = tossed(['peony', 'rose', 'stemmed'], [45, 85], [200, 360]);

export const ditsy: FamilyMaker = (r) => {
  const repeatType = printLayout(r);
  const unitPx = unit(r, 70, 140);
  const colourCount = r.integer(3, 6);
  return {
    repeatType,
    unitPx,
    palette: palette(r, colourCount),
    layers: [
      motifs(
        scatter(r, repeatType, unitPx, {
          kinds: ['flower', 'sprig', 'dot', 'stemmed'],
          drawings: r.integer(2, 4),
          colourways: 2,
          radiusPx: [4, 17],
          closeness: 0.98,
          limit: 40,
          turn: 'any',
          paletteSize: colourCount,
        }),
      ),
    ],
  };
};

export const tropical: FamilyMaker = (r) => {
  const repeatType = printLayout(r);
  const unitPx = unit(r, 180, 340);
  const colourCount = r.integer(4, 6);
  const base = { kinds: ['leaf'] as const, drawings: 3, colourways: 2, turn: 'any' as const, paletteSize: colourCount };
  const back = scatter(r, repeatType, unitPx, { ...base, radiusPx: [45, 90], closeness: 0.6, limit: 14 });
  const front = scatter(r, repeatType, unitPx, {
    ...base,
    kinds: r.chance(0.5) ? ['leaf', 'peony', 'bird'] : ['leaf'],
    radiusPx: [35, 75],
    closeness: 0.72,
    limit: 7,
  });
  return { repeatType, unitPx, palette: palette(r, colourCount), layers: [motifs(back), motifs(front)] };
};

/** 缠枝花: a flowing stem with a large flower in each bend. */
export const scrollingFlower: FamilyMaker = (r) => {
  const repeatType = r.pick(['straight', 'half-drop', 'brick'] as const);
  const w = r.between(150, 270);
  const unitPx = [w, w * r.between(0.62, 0.8)] as const;
  const colourCount = r.integer(4, 6);
  const seed = r.seed();
  const [h, size] = [unitPx[1], unitPx[1] * r.between(0.2, 0.27)];
  const kind = r.pick(['peony', 'flower', 'rosette', 'rose'] as const);
  const first = single(r, kind, [w * 0.25, h * 0.44], size, colourCount, r.between(0, 60));
  const second: Element = {
    ...(r.chance(0.4) ? single(r, kind, [0, 0], 1, colourCount) : { ...first, colours: colours(r, colourCount) }),
    at: [w * 0.75, h * 0.56],
    radiusPx: size * r.between(0.75, 1),
    angleDeg: r.between(0, 360),
  };
  const stem: Layer = { kind: 'tile', tile: 'vine', seed, colours: colours(r, colourCount) };
  return {
    repeatType: repeatType === 'half-drop' ? 'straight' : repeatType,
    unitPx,
    palette: palette(r, colourCount),
    layers: [stem, motifs([first, second])],
  };
};

/** Engraved scenes in one or two inks: lines only, little groups of plants and birds. */
export const toile: FamilyMaker = (r) => {
  const repeatType = r.pick(['half-drop', 'straight'] as const);
  const unitPx = unit(r, 220, 360);
  const ink = palette(r, 2, 'two-tone');
  const pale = palette(r, 2, 'white')[0]!;
  const elements = scatter(r, repeatType, unitPx, {
    kinds: ['bird', 'sprig', 'stemmed', 'peony', 'leaf', 'butterfly', 'fan'],
    drawings: 7,
    colourways: 1,
    radiusPx: [22, 66],
    closeness: 0.85,
    limit: 26,
    turn: 'upright',
    paletteSize: 3,
  });
  const inked = elements.map((element, i) => ({ ...element, colours: i % 3 === 0 ? [2, 1, 2, 1] : [0, 1, 0, 1] }));
  return {
    repeatType,
    unitPx,
    palette: [pale, ink[1]!, mixHalf(pale, ink[1]!)],
    layers: [motifs(inked)],
    surface: surface('canvas', 0.2),
  };
};

function mixHalf(one: string, other: string): string {
  const channel = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  return `#${[0, 1, 2]
    .map((i) =>
      Math.round(channel(one, i) * 0.62 + channel(other, i) * 0.38)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

export const flowerStripe: FamilyMaker = (r) => {
  const unitPx = unit(r, 90, 190);
  const colourCount = r.integer(4, 6);
  const repeatType = r.pick(['straight', 'half-drop'] as const);
  const stripes: Layer = { kind: 'tile', tile: 'pinstripe', seed: r.seed(), colours: colours(r, colourCount) };
  const elements = scatter(r, repeatType, unitPx, {
    kinds: ['flower', 'sprig', 'rose', 'stemmed'],
    drawings: 3,
    colourways: 1,
    radiusPx: [12, 30],
    closeness: 1,
    limit: 9,
    turn: 'upright',
    paletteSize: colourCount,
  });
  return { repeatType, unitPx, palette: palette(r, colourCount), layers: [stripes, motifs(elements)] };
};
