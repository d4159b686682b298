import { describe, expect, it } from 'vitest';
import {
  designOf,
  FAMILIES,
  type Family,
  generateDesign,
  generateLookAlike,
  generateSpec,
  LOOK_ALIKES,
  NON_REPEATING_FAMILIES,
  type Picture,
  renderDesign,
} from '../../datasets/index.ts';
import { latticeOf } from '../../datasets/render/layout.ts';

const SIDE_PX = 160;

/** Mean absolute difference of two pictures of one size, 0–255. */
function difference(one: Picture, other: Picture): number {
  let sum = 0;
  for (let i = 0; i < one.rgb.length; i++) sum += Math.abs(one.rgb[i]! - other.rgb[i]!);
  return sum / one.rgb.length;
}

/** Every family in the full run, every sixth otherwise: drawing all of them several times takes minutes. */
const families = process.env.SELVEDGE_FULL === '1' ? FAMILIES : FAMILIES.filter((_, index) => index % 6 === 0);
const repeating = families.filter((family) => !NON_REPEATING_FAMILIES.includes(family));

describe('generated designs', () => {
  it('come out the same, byte for byte, from the same seed', async () => {
    for (const family of families) {
      const [one, other] = [
        await generateDesign(41, { family, sidePx: 96 }),
        await generateDesign(41, { family, sidePx: 96 }),
      ];
      expect(Buffer.compare(one.rgb, other.rgb), family).toBe(0);
    }
  });

  it('differ from seed to seed', async () => {
    for (const family of families) {
      const one = await renderDesign(generateSpec(51, family), { widthPx: 128, heightPx: 128 });
      const other = await renderDesign(generateSpec(52, family), { widthPx: 128, heightPx: 128 });
      expect(difference(one, other), family).toBeGreaterThan(2);
    }
  });

  it('state their size and carry structure in every family', async () => {
    for (const family of families) {
      const { rgb, widthPx, heightPx } = await generateDesign(61, { family, sidePx: SIDE_PX });
      expect(Math.max(widthPx, heightPx)).toBe(SIDE_PX);
      expect(rgb.length).toBe(widthPx * heightPx * 3);
      expect(new Set(rgb).size, family).toBeGreaterThan(8);
    }
  });

  it('survive a trip through JSON', async () => {
    const { spec, rgb } = await generateDesign(71, { family: 'batik', sidePx: SIDE_PX });
    const again = await designOf(JSON.parse(JSON.stringify(spec)), SIDE_PX);
    expect(Buffer.compare(rgb, again.rgb)).toBe(0);
  });
});

const window = (family: Family, seed: number) => {
  const spec = generateSpec(seed, family);
  return {
    spec,
    draw: (originPx: readonly [number, number]) =>
      renderDesign(spec, { widthPx: 128, heightPx: 128, originPx, surface: false }),
  };
};

describe('the stated lattice', () => {
  it.each(repeating)('of %s leads to the same picture again', async (family) => {
    const { spec, draw } = window(family, 81);
    const [x, y] = spec.picture.originPx;
    const base = await draw([x, y]);
    const vectors = latticeOf(spec);
    expect(vectors).toHaveLength(spec.repeatType === 'one-way' ? 1 : 2);
    // Two roundings of a bilinear sum may differ by one level.
    for (const [dx, dy] of vectors)
      expect(difference(base, await draw([x + dx, y + dy])), `${dx},${dy}`).toBeLessThan(2);
  });

  it.each(repeating)('of %s is primitive: halves and thirds of it lead elsewhere', async (family) => {
    for (const seed of [82]) {
      const { spec, draw } = window(family, seed);
      const [x, y] = spec.picture.originPx;
      const base = await draw([x, y]);
      const [u, v = [0, 0]] = latticeOf(spec);
      for (const [a, b] of [
        [1 / 2, 0],
        [0, 1 / 2],
        [1 / 2, 1 / 2],
        [1 / 3, 0],
        [0, 1 / 3],
        [1 / 3, 1 / 3],
        [1 / 3, -1 / 3],
      ] as const) {
        if (spec.repeatType === 'one-way' && a === 0) continue;
        const moved = await draw([x + a * u![0] + b * v[0], y + a * u![1] + b * v[1]]);
        expect(difference(base, moved), `seed ${seed}, ${a}, ${b}`).toBeGreaterThan(0.8);
      }
    }
  });

  it('is empty for designs without repeat', () => {
    for (const family of NON_REPEATING_FAMILIES) expect(latticeOf(generateSpec(91, family))).toEqual([]);
  });

  it('is given in pixels of the picture whatever its resolution', async () => {
    const small = await generateDesign(93, { family: 'paisley', sidePx: 128 });
    const large = await generateDesign(93, { family: 'paisley', sidePx: 256 });
    expect(large.truth.repeat.vectorsPx[0]![0]).toBeCloseTo(2 * small.truth.repeat.vectorsPx[0]![0], 9);
  });
});

describe('look-alikes', () => {
  it.each(LOOK_ALIKES)('of kind %s are other designs of the same family', async (kind) => {
    for (const family of families) {
      const spec = generateSpec(101, family);
      const other = generateLookAlike(spec, kind);
      expect(other.family).toBe(family);
      const views = await Promise.all([spec, other].map((s) => renderDesign(s, { widthPx: 128, heightPx: 128 })));
      expect(difference(views[0]!, views[1]!), family).toBeGreaterThan(0.1);
      if (kind === 'same-palette') expect(spec.palette).toContain(other.palette[0]);
    }
  });
});
