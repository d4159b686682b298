import { DCT_INPUT_SIDE } from './dct.ts';
import { edgeStrength } from './edge-strength.ts';
import type { PdqHash } from './fingerprint.ts';
import { dihedralOfSamples, hashOfSamples } from './pdq.ts';
import type { Raster } from './raster.ts';
import { areaSample } from './resize.ts';

/** PDQ of the picture of edge strength: near for twins in other colours, inverted ones included. */
export function edgePdqHash(raster: Raster): PdqHash {
  return hashOfSamples(areaSample(edgeStrength(raster), DCT_INPUT_SIDE));
}

/** Its eight turned and mirrored forms, in the order of `DIHEDRAL_FORMS`. */
export function edgePdqDihedral(raster: Raster): readonly PdqHash[] {
  return dihedralOfSamples(areaSample(edgeStrength(raster), DCT_INPUT_SIDE));
}
