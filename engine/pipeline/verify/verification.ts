import type { Matrix3, Polygon } from '../../core/geometry.ts';
import type { AlignedDifferences } from '../../core/matching/aligned-differences.ts';
import type { ColourAgreement } from '../../core/matching/colour-agreement.ts';

/** What was measured of one pair; says nothing of grades. */
export interface Verification {
  /** Structure agrees more than chance alignments of unrelated designs do (ALIGNMENT_LIMITS). The other fields are the best attempt even if not. */
  readonly aligned: boolean;
  /** From query pixels to candidate pixels of the upright originals; null where no alignment could be formed at all. */
  readonly transform: {
    readonly matrix: Matrix3;
    readonly mirrored: boolean;
    /** Light and dark change places over the aligned part. */
    readonly inverted: boolean;
    /** `repeat-unit`: the translation is known up to the candidate's (or the query's) lattice. */
    readonly modulo: 'whole' | 'repeat-unit';
  } | null;
  /** Candidate/query motif size in pixels. */
  readonly scale: number;
  /** Rotation of the transform, counter-clockwise as seen, −180 to 180; after a left-right mirror where `mirrored`. */
  readonly angleDeg: number;
  /** Ratio of the two singular values, ≥ 1: 1.1 is a stretch by 10 %. */
  readonly anisotropy: number;
  readonly distinctInliers: number;
  /** Mean correlation of local structure over the agreeing part, and over all of the common part, 0–1. */
  readonly agreement: number;
  readonly overallAgreement: number;
  /** Median correlation of local structure in small windows (detail-agreement.ts), 0–1; null where agreement at large is too low for motifs to matter. */
  readonly detailAgreement: number | null;
  /** Share of the structured area explained. */
  readonly coverage: { readonly query: number; readonly candidate: number };
  readonly region: { readonly query: readonly Polygon[]; readonly candidate: readonly Polygon[] };
  readonly colour: ColourAgreement | null;
  /** What is left between the two once they are aligned; null where they are not. */
  readonly differences: AlignedDifferences | null;
  /** How much the agreeing structure pins the alignment down, 0–1: near 0 for stripes, low for checks, high for drawings. */
  readonly information: number;
  /** One number for ranking, 0–1. */
  readonly strength: number;
}

/** The answer when not even a guess of an alignment could be formed. */
export const NOT_ALIGNED: Verification = {
  aligned: false,
  transform: null,
  scale: 1,
  angleDeg: 0,
  anisotropy: 1,
  distinctInliers: 0,
  agreement: 0,
  overallAgreement: 0,
  detailAgreement: null,
  coverage: { query: 0, candidate: 0 },
  region: { query: [], candidate: [] },
  colour: null,
  differences: null,
  information: 0,
  strength: 0,
};
