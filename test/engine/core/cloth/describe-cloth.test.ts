import { describe, expect, test } from 'vitest';
import { type ClothDescription, clothLikeness, describeCloth } from '../../../../engine/core/cloth/describe-cloth.ts';
import type { Raster } from '../../../../engine/core/raster.ts';

type Colour = readonly [number, number, number];
const [INDIGO, MADDER, CREAM, MOSS]: readonly Colour[] = [
  [38, 48, 110],
  [170, 40, 45],
  [240, 232, 210],
  [90, 120, 60],
];

function draw(colourAt: (x: number, y: number) => Colour, side = 400): Raster {
  const rgb = new Uint8Array(side * side * 3);
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) rgb.set(colourAt(x, y).map(Math.round), at);
  return { widthPx: side, heightPx: side, rgb };
}

/** Colour of a place in a sequence of bands, [colour, width in px]. */
function bandAt(bands: readonly (readonly [Colour, number])[], at: number): Colour {
  const period = bands.reduce((sum, [, width]) => sum + width, 0);
  let rest = ((at % period) + period) % period;
  for (const [colour, width] of bands) {
    if (rest < width) return colour;
    rest -= width;
  }
  return bands[0]![0];
}

const half = (a: Colour, b: Colour): Colour => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];

const SETT = [
  [INDIGO!, 30],
  [CREAM!, 6],
  [MADDER!, 22],
  [CREAM!, 6],
  [INDIGO!, 14],
  [MOSS!, 18],
] as const;
const OTHER_SETT = [
  [INDIGO!, 12],
  [CREAM!, 20],
  [MADDER!, 8],
  [MOSS!, 34],
  [MADDER!, 8],
  [CREAM!, 4],
  [MOSS!, 10],
] as const;

type Bands = readonly (readonly [Colour, number])[];
const plaid = (bands: Bands, shift = 0) => draw((x, y) => half(bandAt(bands, x + shift), bandAt(bands, y + shift)));
const stripes = (bands: Bands) => draw((x) => bandAt(bands, x));
const recoloured = (bands: Bands): Bands => {
  const swap = new Map<Colour, Colour>([
    [INDIGO!, CREAM!],
    [CREAM!, MADDER!],
    [MADDER!, MOSS!],
    [MOSS!, INDIGO!],
  ]);
  return bands.map(([colour, width]) => [swap.get(colour)!, width] as const);
};
const scaled = (bands: Bands, factor: number): Bands =>
  bands.map(([colour, width]) => [colour, width * factor] as const);

/** A chart of 12 × 10 cells, drawn with a dark seam round every stitch. */
function chart(cells: readonly string[], cellPx: number, colours: Readonly<Record<string, Colour>>): Raster {
  return draw((x, y) => {
    const [column, row] = [Math.floor(x / cellPx), Math.floor(y / cellPx)];
    const colour = colours[cells[row % cells.length]![column % cells[0]!.length]!]!;
    const [u, v] = [(x % cellPx) / cellPx - 0.5, (y % cellPx) / cellPx - 0.5];
    const shade = 1 - 0.5 * Math.max(Math.abs(u), Math.abs(v)) ** 2;
    return [colour[0] * shade, colour[1] * shade, colour[2] * shade];
  });
}

const STAR = [
  '....x.......',
  '...xxx......',
  '..xxoxx..o..',
  '.xxoooxx.oo.',
  '..xxoxx..o..',
  '...xxx......',
  '....x...xxx.',
  '.o......x.x.',
  'ooo.....xxx.',
  '.o..........',
];
const BOAT = [
  'x...........',
  'xx..........',
  'xxx...oo....',
  'xxxx..oo....',
  'x...........',
  'xooooooooox.',
  '.ooooooooo..',
  '..ooooooo...',
  '............',
  'x.x.x.x.x.x.',
];
const WOOL = { '.': CREAM!, x: INDIGO!, o: MADDER! };

const dots = draw((x, y) => {
  const [u, v] = [(x % 61) - 30, ((y + (Math.floor(x / 61) % 2) * 30) % 60) - 30];
  const petals = 14 + 7 * Math.cos(5 * Math.atan2(v, u));
  return Math.hypot(u, v) < petals ? MADDER! : CREAM!;
});

function likeness(a: ClothDescription, b: ClothDescription): number {
  const value = clothLikeness(a, b);
  expect(value).not.toBeNull();
  return value!;
}

describe('The kind of cloth', () => {
  test.each([
    ['stripes', stripes(SETT), 'stripe'],
    [
      'a gingham',
      plaid([
        [INDIGO!, 20],
        [CREAM!, 20],
      ]),
      'check',
    ],
    ['a tartan', plaid(SETT), 'plaid'],
    ['a knitting chart', chart(STAR, 9, WOOL), 'charted'],
    ['flowers', dots, 'figured'],
  ])('of %s is told from the picture', (_, picture, kind) => {
    expect(describeCloth(picture).kind).toBe(kind);
  });

  test('of a light that falls from one side is not stripes', () => {
    const { kind } = describeCloth(draw((x) => [x / 2 + 20, x / 2 + 30, x / 2 + 25]));
    expect(kind).toBe('figured');
  });
});

describe('The code of a plaid', () => {
  const original = describeCloth(plaid(SETT));

  test.each([
    ['recoloured', plaid(recoloured(SETT))],
    ['at another scale', plaid(scaled(SETT, 1.4))],
    ['shifted', plaid(SETT, 37)],
    ['mirrored', plaid([...SETT].reverse())],
  ])('is the same when it is %s', (_, picture) => {
    expect(likeness(original, describeCloth(picture))).toBeGreaterThan(0.85);
  });

  test('is another for another sett in the same colours', () => {
    expect(likeness(original, describeCloth(plaid(OTHER_SETT)))).toBeLessThan(0.65);
  });

  test('is not compared with that of stripes', () => {
    expect(clothLikeness(original, describeCloth(stripes(SETT)))).toBeNull();
  });
});

describe('The code of a chart', () => {
  const original = describeCloth(chart(STAR, 9, WOOL));

  test('reads one repeat of the cells', () => {
    expect(original.chart).toMatchObject({ columns: 12, rows: 10, cyclic: true });
  });

  test.each([
    ['in other wool', chart(STAR, 9, { '.': MOSS!, x: CREAM!, o: INDIGO! })],
    ['with larger stitches', chart(STAR, 14, WOOL)],
    [
      'mirrored',
      chart(
        STAR.map((row) => [...row].reverse().join('')),
        9,
        WOOL,
      ),
    ],
  ])('is the same %s', (_, picture) => {
    expect(likeness(original, describeCloth(picture))).toBeGreaterThan(0.9);
  });

  test('is another for another chart', () => {
    expect(likeness(original, describeCloth(chart(BOAT, 9, WOOL)))).toBeLessThan(0.5);
  });
});
