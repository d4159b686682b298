import { describe, expect, it } from 'vitest';
import {
  applyEdit,
  applyRasterEdit,
  canApply,
  codesOf,
  EDIT_NAMES,
  EDIT_NUMBERS,
  editsOf,
  isSeveral,
  seamError,
  UNSEEN_EDITS,
} from '../../datasets/edits/index.ts';
import { severalEdits } from '../../datasets/edits/several.ts';
import {
  designAt,
  type GeneratedDesign,
  generateDesign,
  type Matrix3,
  type Picture,
  renderDesign,
} from '../../datasets/index.ts';
import { random } from '../../datasets/random.ts';
import { EDIT_CODES } from '../../engine/index.ts';

/** Mean absolute difference of luma between the original and what the matrix says is the same place of the edited picture. */
function misfit(original: Picture, edited: Picture, m: Matrix3): number {
  const blurred = (p: Picture, x: number, y: number): number | undefined => {
    let sum = 0;
    for (let dy = -2; dy <= 2; dy++)
      for (let dx = -2; dx <= 2; dx++) {
        const [px, py] = [Math.floor(x) + dx, Math.floor(y) + dy];
        if (px < 0 || py < 0 || px >= p.widthPx || py >= p.heightPx) return undefined;
        const at = (py * p.widthPx + px) * 3;
        sum += p.rgb[at]! + p.rgb[at + 1]! + p.rgb[at + 2]!;
      }
    return sum / 75;
  };
  let [sum, count] = [0, 0];
  for (let y = 8.5; y < original.heightPx - 8; y += 5)
    for (let x = 8.5; x < original.widthPx - 8; x += 5) {
      const one = blurred(original, x, y);
      const other = blurred(edited, m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]);
      if (one === undefined || other === undefined) continue;
      sum += Math.abs(one - other);
      count++;
    }
  expect(count).toBeGreaterThan(40);
  return sum / count;
}

/** Even-odd test. */
function contains(polygon: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  polygon.forEach(([x1, y1], i) => {
    const [x2, y2] = polygon[(i + 1) % polygon.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

const GEOMETRIC = [
  're-encode',
  're-encode-half',
  'resize',
  'mirror',
  'quarter-turn',
  'turn',
  'shift',
  'scale-down',
  'scale-up',
  'stretch',
  'shear',
  'crop',
  'paste-into',
];

const drawDesign = (): Promise<GeneratedDesign> => generateDesign(204, { family: 'tossed-floral', sidePx: 224 });

describe('the edit list', () => {
  it('covers every code of the closed list and no other', () => {
    const single = EDIT_NAMES.filter((name) => !isSeveral(name));
    expect(new Set(single.flatMap(codesOf))).toEqual(new Set(EDIT_CODES));
  });

  it('has a number for each of three severities, the heavy one farthest from doing nothing', () => {
    for (const [name, { amounts }] of Object.entries(EDIT_NUMBERS)) {
      const [light, medium, heavy] = amounts;
      expect((medium - light) * (heavy - medium), name).toBeGreaterThanOrEqual(0);
    }
  });

  it('changes the picture, at each severity, and the same way twice', async () => {
    const design = await drawDesign();
    for (const name of EDIT_NAMES)
      for (const severity of [1, 2, 3] as const) {
        expect(canApply(design, name), name).toBe(true);
        const edited = await applyEdit(design, name, severity, 5);
        expect(edited.rgb.length, name).toBe(edited.widthPx * edited.heightPx * 3);
        if (isSeveral(name)) expect(edited.truth.codes.length).toBeGreaterThanOrEqual(name === 'two-at-once' ? 2 : 3);
        else expect(edited.truth.codes).toEqual(codesOf(name));
        const same =
          edited.widthPx === design.widthPx &&
          edited.heightPx === design.heightPx &&
          Buffer.compare(edited.rgb, design.rgb) === 0;
        expect(same, `${name} at ${severity}`).toBe(false);
        if (severity === 2)
          expect(Buffer.compare(edited.rgb, (await applyEdit(design, name, severity, 5)).rgb), name).toBe(0);
      }
  });

  it('refuses what a design does not have', async () => {
    const tartan = await generateDesign(205, { family: 'tartan', sidePx: 128 });
    expect(canApply(tartan, 'remove-elements')).toBe(false);
    await expect(applyEdit(tartan, 'remove-elements', 1, 1)).rejects.toThrow(RangeError);
    await expect(applyEdit(tartan, 'no-such-edit', 1, 1)).rejects.toThrow(RangeError);
  });
});

describe('the stated matrix', () => {
  it.each(GEOMETRIC)('of %s leads from the original to the same place of the edited picture', async (name) => {
    const design = await drawDesign();
    const plain = { ...design, ...(await renderDesign(design.spec, { sidePx: 224, surface: false })) };
    for (const severity of [1, 2, 3] as const) {
      const edited = await applyEdit(plain, name, severity, 7);
      const right = misfit(plain, edited, edited.truth.matrix!);
      const [a, b, c, d, e, f] = edited.truth.matrix!;
      const wrong = misfit(plain, edited, [a, b, c + 9, d, e, f - 7, 0, 0, 1]);
      // Box filters of one size at two scales see different neighbourhoods; a wrong matrix is still far worse.
      expect(right, `${name} at ${severity}`).toBeLessThan(
        wrong * (name.startsWith('scale') || name.includes('half') || name === 'resize' ? 0.75 : 0.55),
      );
    }
  });
});

describe('unseen kinds', () => {
  it('are one each of geometry, colour, redrawing, surface and composition, compared with seen ones', () => {
    expect(Object.keys(UNSEEN_EDITS)).toEqual(['shear', 'channel-swap', 'halftone', 'surface-corduroy', 'patchwork']);
    for (const seen of Object.values(UNSEEN_EDITS).flat()) expect(editsOf('train')).toContain(seen);
  });

  it('cannot be asked for of a design of the training or calibration split', async () => {
    for (const split of ['train', 'calibration'] as const) {
      const { seed, family } = designAt(split, 3);
      const design = await generateDesign(seed, { family, sidePx: 64 });
      for (const name of Object.keys(UNSEEN_EDITS)) {
        expect(editsOf(split)).not.toContain(name);
        await expect(applyEdit(design, name, 1, 1)).rejects.toThrow(/only tests meet/);
      }
    }
    expect(editsOf('test')).toEqual(EDIT_NAMES);
  });

  it.each(['two-at-once', 'three-at-once'] as const)('are never among %s', (several) => {
    const unseen = new Set(Object.keys(UNSEEN_EDITS).filter((name) => name !== 'shear'));
    for (let seed = 0; seed < 300; seed++)
      for (const name of severalEdits(several, random(seed), () => true)) expect(unseen.has(name), name).toBe(false);
  });
});

describe('the stated region', () => {
  it.each(['overlay-text', 'overlay-logo', 'paste-into', 'two-sources', 'patchwork', 'crop', 'turn'])(
    'of %s holds what is left of the original and nothing else',
    async (name) => {
      const design = await drawDesign();
      const plain = { ...design, ...(await renderDesign(design.spec, { sidePx: 224, surface: false })) };
      const { truth, ...edited } = await applyEdit(plain, name, 2, 11);
      const [a, b, c, d, e, f] = truth.matrix!;
      const sums = { inside: [0, 0], outside: [0, 0] };
      for (let y = 4.5; y < plain.heightPx; y += 3)
        for (let x = 4.5; x < plain.widthPx; x += 3) {
          const [u, v] = [Math.floor(a * x + b * y + c), Math.floor(d * x + e * y + f)];
          if (u < 0 || v < 0 || u >= edited.widthPx || v >= edited.heightPx) continue;
          const within = truth.region!.edited.some((polygon) => contains(polygon, u + 0.5, v + 0.5));
          const sum = sums[within ? 'inside' : 'outside'];
          const at = (v * edited.widthPx + u) * 3;
          const from = (Math.floor(y) * plain.widthPx + Math.floor(x)) * 3;
          sum[0]! += Math.abs(edited.rgb[at]! - plain.rgb[from]!);
          sum[1]!++;
        }
      const mean = ([sum, n]: number[]): number => sum! / n!;
      expect(sums.inside[1]).toBeGreaterThan(50);
      if (sums.outside[1]! > 20) expect(mean(sums.inside)).toBeLessThan(0.6 * mean(sums.outside));
      else expect(mean(sums.inside)).toBeLessThan(30);
      expect(truth.areaShare ?? 1).toBeLessThanOrEqual(1.0001);
    },
  );

  it('of three at once is what each left, in pixels of both pictures', async () => {
    const design = await drawDesign();
    for (let seed = 0; seed < 8; seed++) {
      const { truth, widthPx, heightPx } = await applyEdit(design, 'three-at-once', 1, seed);
      for (const [x, y] of truth.region?.edited.flat() ?? []) {
        expect(x).toBeGreaterThanOrEqual(-0.01);
        expect(y).toBeGreaterThanOrEqual(-0.01);
        expect(x).toBeLessThanOrEqual(widthPx + 0.01);
        expect(y).toBeLessThanOrEqual(heightPx + 0.01);
      }
    }
  });
});

describe('a photograph of cloth', () => {
  it('stands where its matrix says, up to the folds', async () => {
    const design = await drawDesign();
    for (const severity of [1, 2, 3] as const) {
      const edited = await applyEdit(design, 'photograph', severity, 3);
      const m = edited.truth.matrix!;
      const onto = (dx: number): number => {
        let [sum, n] = [0, 0];
        for (let y = 20.5; y < design.heightPx - 20; y += 4)
          for (let x = 20.5; x < design.widthPx - 20; x += 4) {
            const w = m[6] * x + m[7] * y + m[8];
            const u = Math.floor((m[0] * x + m[1] * y + m[2]) / w) + dx;
            const v = Math.floor((m[3] * x + m[4] * y + m[5]) / w);
            if (u < 0 || v < 0 || u >= edited.widthPx || v >= edited.heightPx) continue;
            sum += Math.abs(
              edited.rgb[(v * edited.widthPx + u) * 3]! -
                design.rgb[(Math.floor(y) * design.widthPx + Math.floor(x)) * 3]!,
            );
            n++;
          }
        return sum / n;
      };
      expect(onto(0), `severity ${severity}`).toBeLessThan(0.9 * onto(13));
    }
  });
});

describe('edits of pictures from elsewhere', () => {
  it('turn, scale and shift a seamless picture without blank corners, by a repeat that is not whole', async () => {
    const { spec } = await drawDesign();
    const straight = { ...spec, repeatType: 'straight' as const, unitPx: [101.4, 77.3] as const };
    const picture = await renderDesign(straight, { widthPx: 300, heightPx: 260, originPx: [0, 0], surface: false });
    expect(seamError(picture, straight.unitPx)).toBeLessThan(0.4 * seamError(picture, [90, 70]));
    for (const [name, amount] of [
      ['turn', 30],
      ['scale-down', 0.6],
      ['scale-up', 1.6],
      ['shift', 0.3],
    ] as const) {
      const edited = await applyRasterEdit(picture, name, { amount }, 3, { periodPx: straight.unitPx });
      expect([edited.widthPx, edited.heightPx]).toEqual([300, 260]);
      const [a, b, c, d, e, f] = edited.truth.matrix!;
      expect(misfit(picture, edited, edited.truth.matrix!), name).toBeLessThan(
        misfit(picture, edited, [a, b, c + 9, d, e, f - 7, 0, 0, 1]) * 0.8,
      );
    }
  });

  it('say what is missing where no repeat is known', async () => {
    const picture = await renderDesign((await drawDesign()).spec, { widthPx: 64, heightPx: 64 });
    await expect(applyRasterEdit(picture, 'turn', 2, 1)).rejects.toThrow(/periodPx/);
    await expect(applyRasterEdit(picture, 'rearrange', 2, 1)).rejects.toThrow(TypeError);
  });
});
