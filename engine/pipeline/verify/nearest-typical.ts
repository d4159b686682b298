import { bestCosine } from '../../core/cosine.ts';
import type { DecodedFeatures } from '../../core/features/verification-features.ts';
import type { TypicalLikeness } from '../../core/finding.ts';
import { drawingLogOdds } from '../grade/drawing-evidence.ts';
import { verifyPair } from './verify-pair.ts';

/** A typical drawing ready to be compared with. */
export interface PreparedTypicalDrawing {
  readonly name: string;
  readonly views: readonly Float32Array[];
  readonly features: DecodedFeatures;
}

/** Drawings whose geometry is looked at: the nearest by embedding. */
const VERIFIED = 5;

/**
 * The typical drawing that a picture shows best, and the natural log-odds that it does, colours left out: everyone may colour it as he likes.
 * Null where there are no typical drawings.
 */
export function nearestTypical(
  query: DecodedFeatures,
  views: readonly Float32Array[],
  drawings: readonly PreparedTypicalDrawing[],
): TypicalLikeness | null {
  const nearest = drawings
    .map((drawing) => ({ drawing, embeddingCosine: bestCosine(views, drawing.views) }))
    .sort((a, b) => b.embeddingCosine - a.embeddingCosine)
    .slice(0, VERIFIED);
  let best: TypicalLikeness | null = null;
  for (const { drawing, embeddingCosine } of nearest) {
    const logOdds = drawingLogOdds({ ...verifyPair(query, drawing.features), embeddingCosine });
    if (!best || logOdds > best.logOdds) best = { drawing: drawing.name, logOdds };
  }
  return best;
}
