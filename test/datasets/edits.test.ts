import { describe, expect, it } from 'vitest';
import { applyEdit, applyRasterEdit, canApply, EDITS, seamError } from '../../datasets/edits/index.ts';
import {
  type GeneratedDesign,
  generateDesign,
  type Matrix3,
  type Picture,
  renderDesign,
} from '../../datasets/index.ts';
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
  'crop',
];

const drawDesign = (): Promise<GeneratedDesign> => generateDesign(204, { family: 'tossed-floral', sidePx: 224 });

describe('the edit list', () => {
  it('uses only codes of the closed list and unique names', () => {
    for (const { codes } of EDITS) for (const code of codes) expect(EDIT_CODES).toContain(code);
    expect(new Set(EDITS.map(({ name }) => name)).size).toBe(EDITS.length);
  });

  it('changes the picture, at each severity, and the same way twice', async () => {
    const design = await drawDesign();
    for (const { name, codes } of EDITS)
      for (const severity of [1, 2, 3] as const) {
        expect(canApply(design, name), name).toBe(true);
        const edited = await applyEdit(design, name, severity, 5);
        expect(edited.rgb.length, name).toBe(edited.widthPx * edited.heightPx * 3);
        expect(edited.truth.codes).toEqual(codes);
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
