import { edgeStrength } from './edge-strength.ts';
import type { PdqHash } from './fingerprint.ts';
import { pdqDihedralOfPlane, pdqHashOfPlane } from './pdq.ts';
import type { Raster } from './raster.ts';

/** PDQ of the picture of edge strength: near for twins in other colours, inverted ones included. */
export function edgePdqHash(raster: Raster): PdqHash {
  return pdqHashOfPlane(edgeStrength(raster));
}

/** Its eight turned and mirrored forms, in the order of `DIHEDRAL_FORMS`. */
export function edgePdqDihedral(raster: Raster): readonly PdqHash[] {
  return pdqDihedralOfPlane(edgeStrength(raster));
}
