import type { Edit } from '../../core/finding.ts';

/** Everything that the rules and the score may look at: measured quantities of one pair, nothing else. */
export interface Measurements {
  /** False where no alignment of the two pictures was found. */
  readonly aligned: boolean;
  /** How strongly structure agrees beyond chance alignments, the verification's own single number, 0–1; measured even where not aligned. */
  readonly strength: number;
  /** Mean agreement of local structure over the common part, 0–1. */
  readonly agreement: number;
  readonly distinctInliers: number;
  /** Share of each picture that the common part explains, 0–1. */
  readonly coverageQuery: number;
  readonly coverageCandidate: number;
  /** How much the agreeing part says: 0 (agrees with everything of its kind, as plain stripes do) to 1. */
  readonly information: number;
  /** Mean ΔE2000 over the aligned part; null without alignment. */
  readonly colourDistance: number | null;
  readonly embeddingCosine: number;
  /** 0–256. */
  readonly pdqDistance: number;
  readonly edgePdqDistance: number;
  /** 0–1. */
  readonly colourSimilarity: number;
  readonly edits: readonly Edit[];
}
