import type { DenseAlignment } from './align-pictures.ts';

/**
 * How many directions the agreeing structure has, 0–1. Stripes have one: their double-angle field points one way. Checks have two at right angles: their
 * fourfold field does. A drawing has many.
 */
export function directionalInformation({ grid, windows }: DenseAlignment): number {
  let weight = 0;
  let re = 0;
  let im = 0;
  let re2 = 0;
  let im2 = 0;
  for (let at = 0; at < grid.x.length; at++) {
    if (!windows.agreeing[at]) continue;
    const m = Math.sqrt(grid.energy[at]!);
    if (m < 1e-3) continue;
    weight += m;
    re += grid.re[at]!;
    im += grid.im[at]!;
    re2 += (grid.re[at]! ** 2 - grid.im[at]! ** 2) / m;
    im2 += (2 * grid.re[at]! * grid.im[at]!) / m;
  }
  if (weight <= 0) return 0;
  // Plain stripes reach exactly 0, where sums round to either side.
  return Math.max(0, 1 - Math.max(Math.hypot(re, im), 0.8 * Math.hypot(re2, im2)) / weight);
}
