import { inverted } from './affine.ts';
import { type DenseAlignment, gridOf } from './align-pictures.ts';
import { windowAgreement } from './dense-agreement.ts';

/**
 * Median correlation of local structure over the common part, 0–1, in windows of half the usual side at the resolution of the stored maps. Two designs of one layout agree in the usual windows,
 * where lattice and outlines outweigh what is drawn in them; half of the small windows lie inside the motifs.
 */
export function detailAgreement({ grid, target, map, reversed }: DenseAlignment): number {
  const { picture, unit } = grid.surface;
  const detailed = gridOf(picture, unit !== null, 'detailed');
  const { values, structured, inside } = windowAgreement(detailed, target, reversed ? inverted(map) : map);
  const common = values.filter((_, at) => structured[at] && inside[at]).sort();
  return Math.max(0, Math.min(1, common[common.length >> 1] ?? 0));
}
