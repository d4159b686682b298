import type { Random } from '../random.ts';
import { settPx } from '../render/threads.ts';
import type { Layer, ThreadRun } from '../spec.ts';
import { type FamilyMaker, palette } from './builders.ts';

/** A symmetrical sett between two pivots, as tartans are written. */
function sett(r: Random, colourCount: number, runs: number, widths: readonly number[]): ThreadRun[] {
  const half: ThreadRun[] = [];
  let last = -1;
  for (let i = 0; i < runs; i++) {
    let colour = r.integer(0, colourCount - 1);
    if (colour === last) colour = (colour + 1) % colourCount;
    last = colour;
    half.push([colour, r.pick(widths) * 2]);
  }
  return [...half, ...half.slice(1, -1).reverse()];
}

const cloth = (
  warp: readonly ThreadRun[],
  weft: readonly ThreadRun[],
  weave: 'plain' | 'twill' | 'basket',
  threadPx: number,
  relief: number,
): Extract<Layer, { kind: 'threads' }> => ({
  kind: 'threads',
  warp: toMultipleOfFour(warp),
  weft: toMultipleOfFour(weft),
  weave,
  threadPx,
  relief,
});

/** A 2/2 twill closes on itself only after a multiple of four threads; the last run takes up the rest. */
function toMultipleOfFour(runs: readonly ThreadRun[]): readonly ThreadRun[] {
  const rest = runs.reduce((sum, [, count]) => sum + count, 0) % 4;
  if (rest === 0) return runs;
  const [colour, count] = runs[0]!;
  return [[colour, count + 4 - rest], ...runs.slice(1)];
}

export const tartan: FamilyMaker = (r) => {
  const count = r.integer(3, 6);
  const runs = sett(r, count, r.integer(4, 8), [1, 2, 2, 3, 4, 6, 8, 12, 16]);
  const layer = cloth(runs, runs, 'twill', r.between(1.0, 1.9), r.between(0, 0.35));
  return {
    repeatType: 'straight',
    unitPx: settPx(layer),
    palette: palette(r, count, r.pick(['dark', 'dark', 'earth', 'mid', 'bright', 'indigo'])),
    layers: [layer],
  };
};

export const madras: FamilyMaker = (r) => {
  const count = r.integer(4, 7);
  const layer = cloth(
    sett(r, count, r.integer(4, 7), [1, 2, 4, 6, 10]),
    sett(r, count, r.integer(4, 7), [1, 2, 4, 6, 10]),
    'plain',
    r.between(1.2, 2.2),
    r.between(0.1, 0.4),
  );
  return {
    repeatType: 'straight',
    unitPx: settPx(layer),
    palette: palette(r, count, r.pick(['bright', 'pastel', 'light', 'white'])),
    layers: [layer],
  };
};

/** Four dark and four light threads in 2/2 twill make the broken check; six and six, or with an overcheck, its relatives. */
export const houndstooth: FamilyMaker = (r) => {
  const base: ThreadRun[] = [
    [0, 4],
    [1, 4],
  ];
  const over = r.chance(0.4) ? r.integer(2, 5) : 0;
  const runs: ThreadRun[] = over === 0 ? base : [...Array.from({ length: over }, () => base).flat(), [2, 4], [1, 4]];
  const layer = cloth(runs, runs, 'twill', r.between(2.4, 7), r.between(0, 0.25));
  return {
    repeatType: 'straight',
    unitPx: settPx(layer),
    palette: palette(r, 3, r.pick(['white', 'earth', 'two-tone', 'dark'])),
    layers: [layer],
  };
};

export const wovenStripe: FamilyMaker = (r) => {
  const count = r.integer(3, 6);
  const warp = sett(r, count, r.integer(4, 9), [1, 2, 3, 5, 8, 12]);
  const layer = cloth(
    warp,
    [[r.integer(0, count - 1), 8]],
    r.pick(['plain', 'twill']),
    r.between(1.1, 2),
    r.between(0, 0.3),
  );
  const [w] = settPx(layer);
  return {
    repeatType: 'one-way',
    unitPx: settPx(layer),
    vectorsPx: [[w, 0]],
    palette: palette(r, count),
    layers: [layer],
  };
};

export const basketCheck: FamilyMaker = (r) => {
  const count = r.integer(3, 5);
  const runs = sett(r, count, r.integer(3, 5), [2, 4, 6, 8]);
  const layer = cloth(
    runs,
    sett(r, count, r.integer(3, 5), [2, 4, 6, 8]),
    'basket',
    r.between(1.6, 3.2),
    r.between(0.2, 0.5),
  );
  return { repeatType: 'straight', unitPx: settPx(layer), palette: palette(r, count), layers: [layer] };
};
