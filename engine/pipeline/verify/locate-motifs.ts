import type { DecodedFeatures } from '../../core/features/verification-features.ts';
import type { Polygon } from '../../core/geometry.ts';
import { drawingLogOdds } from '../grade/drawing-evidence.ts';
import { verifyPair } from './verify-pair.ts';

/** When a motif counts as seen, on the scale of the rules for whole designs. Set in advance, not fitted; what they give: bench/README.md. */
export const MOTIF_LIMITS = {
  /** Log-odds, colours left out, that picture and motif show one drawing. */
  logOdds: 1.2,
  /** Share of the motif that has to be there. */
  ofMotif: 0.5,
} as const;

/** A known motif that a picture shows. */
export interface MotifLikeness {
  /** Natural log-odds that it does, colours left out: everyone may colour it as he likes. */
  readonly logOdds: number;
  /** Share of the structured area of the picture, and of the motif, that they have in common. */
  readonly coverage: { readonly picture: number; readonly motif: number };
  /** Where, in pixels of the upright picture. */
  readonly region: readonly Polygon[];
}

/** Whether a picture shows a motif, how surely, and where; null where it does not. `embeddingCosine`: of their best views. */
export function locateMotif(
  picture: DecodedFeatures,
  motif: DecodedFeatures,
  embeddingCosine: number,
): MotifLikeness | null {
  const verification = verifyPair(picture, motif);
  const logOdds = drawingLogOdds({ ...verification, embeddingCosine });
  const { aligned, coverage, region } = verification;
  if (!aligned || logOdds < MOTIF_LIMITS.logOdds || coverage.candidate < MOTIF_LIMITS.ofMotif) return null;
  return { logOdds, coverage: { picture: coverage.query, motif: coverage.candidate }, region: region.query };
}
