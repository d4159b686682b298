import type { DecodedFeatures, StructureMap } from '../features/verification-features.ts';
import { basisMap, type Linear, linearInverse } from './affine.ts';

/** The repeat unit ready for sampling: its map, a smoothed copy, and both directions between pixels and lattice coordinates. */
export interface PreparedUnit {
  readonly map: StructureMap;
  readonly smooth: StructureMap;
  readonly toPx: Linear;
  readonly toLattice: Linear;
}

/** Features with what every comparison needs worked out once. */
export interface PreparedPicture {
  readonly features: DecodedFeatures;
  readonly whole: StructureMap;
  readonly wholeSmooth: StructureMap;
  readonly unit: PreparedUnit | null;
}

export function preparePicture(features: DecodedFeatures): PreparedPicture {
  const { whole, unit } = features;
  let preparedUnit: PreparedUnit | null = null;
  if (unit) {
    const toPx = basisMap(unit.basisPx);
    preparedUnit = {
      map: unit.structure,
      smooth: binomial(unit.structure, true),
      toPx,
      toLattice: linearInverse(toPx),
    };
  }
  return { features, whole, wholeSmooth: binomial(binomial(whole, false), false), unit: preparedUnit };
}

/** Smooths with 1-2-1 along both axes. */
function binomial(map: StructureMap, periodic: boolean): StructureMap {
  const { width, height, values } = map;
  const near = (at: number, size: number): number =>
    periodic ? (at + size) % size : Math.max(0, Math.min(size - 1, at));
  const across = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 2 * (y * width + x);
      const left = 2 * (y * width + near(x - 1, width));
      const right = 2 * (y * width + near(x + 1, width));
      across[at] = (values[left]! + 2 * values[at]! + values[right]!) / 4;
      across[at + 1] = (values[left + 1]! + 2 * values[at + 1]! + values[right + 1]!) / 4;
    }
  }
  for (let y = 0; y < height; y++) {
    const up = near(y - 1, height) * width;
    const down = near(y + 1, height) * width;
    for (let x = 0; x < width; x++) {
      const at = 2 * (y * width + x);
      out[at] = (across[2 * (up + x)]! + 2 * across[at]! + across[2 * (down + x)]!) / 4;
      out[at + 1] = (across[2 * (up + x) + 1]! + 2 * across[at + 1]! + across[2 * (down + x) + 1]!) / 4;
    }
  }
  return { width, height, values: out };
}
