import type { EditCode, Grade } from '../../core/vocabulary.ts';
import type { Measurements } from './measurements.ts';

/**
 * The rule file: it alone turns measured quantities and the fused evidence into a grade. A new version gets a new name and never regrades what was
 * found under an old one. The thresholds were set on generated designs (bench/README.md), never on the pictures that accuracy is reported on.
 */
export const RULES_VERSION = 'selvedge-rules-5';

export const THRESHOLDS = {
  /** Log-odds of the fused evidence from which two pictures have something in common at all. */
  inCommon: -1,
  /** Log-odds from which a distinctive part is shared, not only the manner of a family. */
  sharedPart: 2,
  /** Log-odds from which they share a drawing. */
  sharedDrawing: 4.5,
  /** Information (0–1) below which the common part is what many patterns have: stripes and their like. */
  distinctive: 0.12,
  /** What a pattern of little information must reach to count as the same drawing after all: agreement and coverage (0–1), embedding cosine. */
  exactAgreement: 0.95,
  exactCoverage: 0.9,
  exactEmbedding: 0.85,
  /**
   * What makes two pictures one drawing whatever their colours are: agreement at large and in small windows, coverage of both and of one (0–1), motif positions, information (0–1), and least log-odds,
   * above which calibration knew no unrelated design.
   */
  sameStructureAgreement: 0.85,
  sameStructureDetail: 0.85,
  sameStructureCoverage: 0.6,
  sameStructureLargerCoverage: 0.9,
  sameStructureInliers: 25,
  sameStructureInformation: 0.5,
  sameStructureLogOdds: 2.5,
  /** Agreement over all of the common part (0–1) from which the two show one drawing, and not one ground, one lattice or one palette. */
  sameDrawingAgreement: 0.6,
  /** Agreement in small windows (0–1) from which the motifs are the same ones too, and not others in the same places. */
  sameDrawingDetail: 0.7,
  /** Share of either picture that the common part must explain for a substantial likeness (contracts: at least half). */
  substantialCoverage: 0.5,
  /** Share of either picture below which a common part is too small to be named. */
  smallestCoverage: 0.1,
  /** What a copy that was only encoded, resized, turned or shifted keeps: coverage of both, agreement over all of the common part, and in small windows (0–1). */
  identicalCoverage: 0.85,
  identicalAgreement: 0.75,
  identicalDetail: 0.79,
  /** Log-odds from which a picture shows a typical drawing, and how much better than that it may agree with a record and still show no more. */
  typicalDrawing: 0.25,
  typicalMargin: 1.25,
  /** Bits of PDQ up to which two pictures are one: the threshold published with it. */
  samePicturePdq: 31,
  /** ΔE2000 up to which colours count as the same after encoding and scaling; side by side, 5 is seen as another shade. */
  sameColour: 5,
} as const;

/** Edits that leave a design in its colouring and drawing the same (contracts.md, grade `identical`). */
const HARMLESS_EDITS: ReadonlySet<EditCode> = new Set([
  're-encoded',
  'resized',
  'blurred',
  'quarter-turned',
  'mirrored',
  'shifted',
]);

interface Rule {
  readonly id: string;
  readonly grade: Grade;
  readonly applies: (m: Measurements, logOdds: number) => boolean;
}

const most = (m: Measurements) => Math.max(m.coverageQuery, m.coverageCandidate);
const least = (m: Measurements) => Math.min(m.coverageQuery, m.coverageCandidate);

/** The motifs agree, and not only where they lie. Not measured where agreement at large is too low for a strong grade anyway. */
const hasSameMotifs = (m: Measurements, least: number) => (m.detailAgreement ?? 0) >= least;

/** Structure agrees so nearly everywhere that even plain stripes are one and the same. */
const agreesExactly = (m: Measurements) =>
  m.overallAgreement >= THRESHOLDS.exactAgreement &&
  least(m) >= THRESHOLDS.exactCoverage &&
  m.embeddingCosine >= THRESHOLDS.exactEmbedding;

/** A distinctive drawing lies in both from end to end, motif by motif: recoloured, it has neither colours nor hashes left to speak for it. */
const hasSameStructure = (m: Measurements, logOdds: number) =>
  m.aligned &&
  logOdds >= THRESHOLDS.sameStructureLogOdds &&
  m.overallAgreement >= THRESHOLDS.sameStructureAgreement &&
  hasSameMotifs(m, THRESHOLDS.sameStructureDetail) &&
  least(m) >= THRESHOLDS.sameStructureCoverage &&
  most(m) >= THRESHOLDS.sameStructureLargerCoverage &&
  m.distinctInliers >= THRESHOLDS.sameStructureInliers &&
  m.information >= THRESHOLDS.sameStructureInformation;

/** Whether the alignment found is more than the best of chance ones, so that coverage, region and transform mean something. */
export const isLocated = (m: Measurements): boolean => m.aligned || agreesExactly(m);

const hasSameColours = (m: Measurements) => m.colourDistance !== null && m.colourDistance <= THRESHOLDS.sameColour;

/** Two pictures of a gingham in the same colours may still be one and the same picture, saved again. */
const isSamePicture = (m: Measurements) =>
  agreesExactly(m) && hasSameColours(m) && m.pdqDistance <= THRESHOLDS.samePicturePdq;

/** What the two share is a drawing that belongs to everyone, and not much more. */
const sharesTypicalDrawing = (m: Measurements) =>
  m.typicalLogOdds !== null &&
  m.typicalLogOdds >= THRESHOLDS.typicalDrawing &&
  m.typicalLogOdds >= m.drawingLogOdds - THRESHOLDS.typicalMargin;

/** In order; the first that applies decides. The last always does. */
const RULES: readonly Rule[] = [
  {
    id: 'R1-nothing-in-common',
    grade: 'no-match',
    applies: (m, logOdds) => logOdds < THRESHOLDS.inCommon || most(m) < THRESHOLDS.smallestCoverage,
  },
  {
    id: 'R2-simple-pattern',
    grade: 'common-elements-only',
    applies: (m) => m.information < THRESHOLDS.distinctive && !agreesExactly(m),
  },
  {
    id: 'R3-typical-drawing',
    grade: 'common-elements-only',
    applies: (m) => sharesTypicalDrawing(m) && !isSamePicture(m),
  },
  {
    id: 'R4-identical',
    grade: 'identical',
    applies: (m, logOdds) =>
      logOdds >= THRESHOLDS.sharedDrawing &&
      isLocated(m) &&
      least(m) >= THRESHOLDS.identicalCoverage &&
      m.overallAgreement >= THRESHOLDS.identicalAgreement &&
      hasSameMotifs(m, THRESHOLDS.identicalDetail) &&
      hasSameColours(m) &&
      m.edits.every((edit) => HARMLESS_EDITS.has(edit.code)),
  },
  {
    id: 'R5-substantial',
    grade: 'substantially-similar',
    applies: (m, logOdds) =>
      hasSameStructure(m, logOdds) ||
      (logOdds >= THRESHOLDS.sharedDrawing &&
        isLocated(m) &&
        m.overallAgreement >= THRESHOLDS.sameDrawingAgreement &&
        hasSameMotifs(m, THRESHOLDS.sameDrawingDetail) &&
        most(m) >= THRESHOLDS.substantialCoverage),
  },
  {
    id: 'R6-partial',
    grade: 'partly-similar',
    applies: (_, logOdds) => logOdds >= THRESHOLDS.sharedPart,
  },
  { id: 'R7-manner-of-a-family', grade: 'common-elements-only', applies: () => true },
];

/** `logOdds`: what `fuse` gives for the same measurements. */
export function applyRules(m: Measurements, logOdds: number): { readonly grade: Grade; readonly rule: string } {
  const rule = RULES.find((candidate) => candidate.applies(m, logOdds))!;
  return { grade: rule.grade, rule: `${RULES_VERSION}/${rule.id}` };
}

/** The band of scores that each grade owns, so that a score never contradicts the order of grades. */
const SCORE_BANDS: Readonly<Record<Grade, readonly [low: number, high: number]>> = {
  identical: [0.9, 1],
  'substantially-similar': [0.7, 0.9],
  'partly-similar': [0.5, 0.7],
  'common-elements-only': [0.3, 0.5],
  'no-match': [0, 0.3],
  'not-comparable': [0, 0],
};

/** Log-odds over which the score covers most of its band: wide enough that two excellent candidates still differ. */
const SCORE_SPREAD = 3;

/** A score in [0, 1] inside the grade's band, strictly rising with the evidence. */
export function scoreOf(grade: Grade, logOdds: number): number {
  const [low, high] = SCORE_BANDS[grade];
  // 0.998: bands must not touch where rounding would let a score sit on both.
  return low + 0.998 * (high - low) * (1 / (1 + Math.exp(-logOdds / SCORE_SPREAD)));
}
