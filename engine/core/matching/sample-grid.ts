import type { PreparedPicture, PreparedUnit } from './prepared-picture.ts';
import { readUnit, readWhole } from './translation-search.ts';

/** Where the structure of a picture is read: over the whole picture, or over its repeat unit, continued periodically. */
export interface Surface {
  readonly picture: PreparedPicture;
  /** The unit when it is read periodically; null: the whole picture, with borders. */
  readonly unit: PreparedUnit | null;
}

/**
 * How densely a surface is sampled. `coarse`: a quarter of the usual samples, of smoothed structure, for the first steps of refinement. `detailed`: about as many as the stored maps
 * have cells, to tell one motif from another in its place.
 */
export type SampleDensity = 'coarse' | 'usual' | 'detailed';

/** Sample points of a surface: the query's structure and where it is, in pixels. */
export interface SampleGrid {
  readonly surface: Surface;
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly energy: Float64Array;
  /** The same, sample by sample: x, y, re, im, energy. */
  readonly packed: Float32Array;
  readonly density: SampleDensity;
}

/** Numbers of a sample in `SampleGrid.packed`. */
export const PACKED_NUMBERS = 5;

/** Samples along the longest side of a whole picture, and along a repeat unit's sides. */
const WHOLE_SAMPLES: Readonly<Record<SampleDensity, number>> = { coarse: 24, usual: 48, detailed: 96 };
const UNIT_SAMPLES: Readonly<Record<SampleDensity, number>> = { coarse: 20, usual: 40, detailed: 64 };

export function sampleGrid(surface: Surface, density: SampleDensity): SampleGrid {
  const { features } = surface.picture;
  const coarse = density === 'coarse';
  const whole = coarse ? surface.picture.wholeSmooth : surface.picture.whole;
  const longest = Math.max(features.widthPx, features.heightPx);
  const width = surface.unit
    ? UNIT_SAMPLES[density]
    : Math.max(6, Math.round((WHOLE_SAMPLES[density] * features.widthPx) / longest));
  const height = surface.unit
    ? UNIT_SAMPLES[density]
    : Math.max(6, Math.round((WHOLE_SAMPLES[density] * features.heightPx) / longest));
  const count = width * height;
  const grid = {
    surface,
    density,
    width,
    height,
    x: new Float64Array(count),
    y: new Float64Array(count),
    re: new Float64Array(count),
    im: new Float64Array(count),
    energy: new Float64Array(count),
    packed: new Float32Array(count * PACKED_NUMBERS),
  };
  const sample = new Float64Array(2);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (surface.unit) {
        const { toPx, map, smooth } = surface.unit;
        const u = column / width;
        const v = row / height;
        grid.x[at] = toPx.a * u + toPx.b * v;
        grid.y[at] = toPx.c * u + toPx.d * v;
        readUnit(coarse ? smooth : map, u, v, sample);
      } else {
        grid.x[at] = ((column + 0.5) / width) * features.widthPx;
        grid.y[at] = ((row + 0.5) / height) * features.heightPx;
        readWhole(whole, ((column + 0.5) / width) * whole.width, ((row + 0.5) / height) * whole.height, sample);
      }
      grid.re[at] = sample[0]!;
      grid.im[at] = sample[1]!;
      grid.energy[at] = sample[0]! ** 2 + sample[1]! ** 2;
      const { x, y, re, im, energy } = grid;
      grid.packed.set([x[at]!, y[at]!, re[at]!, im[at]!, energy[at]!], at * PACKED_NUMBERS);
    }
  }
  return grid;
}
