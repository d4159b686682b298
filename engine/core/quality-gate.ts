import type { Raster } from './raster.ts';
import { findStructure } from './structure.ts';
import type { NotComparableReason } from './vocabulary.ts';

/** Least shorter side of the upright original, px: half the side of the grid that the hash reads; below it even a bold motif is a few pixels wide. */
export const MIN_SIDE_PX = 32;

/** A picture without structure whose colours vary less than this, in ΔE76, is blank; one that varies more is a gradient, haze or noise. */
const BLANK_SPREAD = 2.5;

export type QualityVerdict =
  | { readonly comparable: true }
  | { readonly comparable: false; readonly reason: NotComparableReason };

/** Whether a picture can be compared at all. `raster` is the working picture; the sizes are those of the upright original. */
export function assessQuality(raster: Raster, originalWidthPx: number, originalHeightPx: number): QualityVerdict {
  if (Math.min(originalWidthPx, originalHeightPx) < MIN_SIDE_PX) return { comparable: false, reason: 'too-small' };
  const { present, colourSpread } = findStructure(raster);
  if (present) return { comparable: true };
  return { comparable: false, reason: colourSpread < BLANK_SPREAD ? 'blank' : 'without-structure' };
}
