import { describe, expect, it } from 'vitest';
import { lumaPlane } from '../../../engine/core/luma.ts';
import type { Raster } from '../../../engine/core/raster.ts';
import { screenPeriodPx, withoutScreen } from '../../../engine/core/screen.ts';

const SIDE = 384;

/** Grey picture of what `level` gives at each pixel, 0–255. */
function drawn(level: (x: number, y: number) => number): Raster {
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0, at = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, at += 3) rgb.fill(Math.max(0, Math.min(255, level(x, y))), at, at + 3);
  return { widthPx: SIDE, heightPx: SIDE, rgb };
}

/** Discs of two sizes in rows that are shifted against each other. */
function discs(x: number, y: number): number {
  const row = Math.floor(y / 96);
  const dx = ((x + 48 * (row % 2)) % 96) - 48;
  const dy = (y % 96) - 48;
  return Math.hypot(dx, dy) < (row % 2 ? 22 : 34) ? 60 : 200;
}
const ribs = (period: number) => (x: number, y: number) => discs(x, y) + 40 * Math.sin((2 * Math.PI * x) / period);
const weave = (x: number, y: number) =>
  discs(x, y) + 30 * Math.sin((2 * Math.PI * x) / 6) * Math.sin((2 * Math.PI * y) / 6);
const contrast = (raster: Raster): number => {
  const { values } = lumaPlane(raster);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};
const meanDifference = (a: Raster, b: Raster): number =>
  a.rgb.reduce((sum, value, i) => sum + Math.abs(value - b.rgb[i]!), 0) / a.rgb.length;

describe('the screen of a picture', () => {
  it.each([4, 6, 9, 12])('is found with its period where ribs of %i px lie over a drawing', (period) => {
    expect(screenPeriodPx(lumaPlane(drawn(ribs(period))))).toBeCloseTo(period, -0.3);
  });

  it('is found in a weave', () => {
    const period = screenPeriodPx(lumaPlane(drawn(weave)))!;
    expect(period).toBeGreaterThan(3.4);
    expect(period).toBeLessThan(7);
  });

  it('is not seen in a drawing, in coarse stripes with sharp edges, in noise or in a blank', () => {
    let seed = 5;
    const noise = (): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed / 2 ** 32) * 60;
    };
    const others = [discs, (x: number) => (x % 40 < 13 ? 40 : 220), () => 100 + noise(), () => 128];
    for (const level of others) expect(screenPeriodPx(lumaPlane(drawn(level)))).toBeNull();
  });

  it('is not looked for in a picture smaller than one piece', () => {
    expect(screenPeriodPx({ widthPx: 63, heightPx: 400, values: new Float32Array(63 * 400) })).toBeNull();
  });

  it('is gone once it is taken away, and the drawing is not', () => {
    const screened = drawn(ribs(6));
    const clean = withoutScreen(screened, 6)!;
    expect(meanDifference(clean, drawn(discs))).toBeLessThan(0.4 * meanDifference(screened, drawn(discs)));
    expect(contrast(clean)).toBeGreaterThan(0.8 * contrast(drawn(discs)));
    expect(screenPeriodPx(lumaPlane(clean))).toBeNull();
  });

  it('is left where it is the drawing itself', () => {
    expect(
      withoutScreen(
        drawn((x) => (x % 8 < 4 ? 40 : 220)),
        8,
      ),
    ).toBeNull();
  });
});
