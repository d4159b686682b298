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

/** Smooths with 1-2-1 along both axes; borders are continued periodically, or by their outermost values. */
function binomial({ width, height, values }: StructureMap, periodic: boolean): StructureMap {
  const row = 2 * width;
  const across = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += row) {
    const last = from + row - 2;
    for (let part = 0; part < 2; part++) {
      const beforeFirst = values[(periodic ? last : from) + part]!;
      const afterLast = values[(periodic ? from : last) + part]!;
      let before = beforeFirst;
      let here = values[from + part]!;
      for (let at = from + part; at < last; at += 2) {
        const after = values[at + 2]!;
        across[at] = (before + 2 * here + after) / 4;
        before = here;
        here = after;
      }
      across[last + part] = (before + 2 * here + afterLast) / 4;
    }
  }
  const out = new Float32Array(values.length);
  const bottom = values.length - row;
  for (let from = 0; from < values.length; from += row) {
    const above = from > 0 ? from - row : periodic ? bottom : from;
    const below = from < bottom ? from + row : periodic ? 0 : from;
    for (let k = 0; k < row; k++) out[from + k] = (across[above + k]! + 2 * across[from + k]! + across[below + k]!) / 4;
  }
  return { width, height, values: out };
}
