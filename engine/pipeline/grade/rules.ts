import type { EditCode, Grade } from '../../core/vocabulary.ts';
import type { Measurements } from './measurements.ts';

/**
 * The rule file: it alone turns measured quantities and the fused evidence into a grade. A new version gets a new name and never regrades what was
 * found under an old one. The thresholds were set on generated designs (bench/README.md), never on the pictures that accuracy is reported on.
 */
export const RULES_VERSION = 'selvedge-rules-1';

export const THRESHOLDS = {
  /** Evidence from which two pictures share a drawing. */
  sharedDrawing: 0.5,
  /** Information below which the common part is what many patterns have. */
  distinctive: 0.25,
  /** Share of either picture that the common part must explain for a substantial likeness (contracts: at least half). */
  substantialCoverage: 0.5,
  /** Share of either picture below which a common part is too small to be named. */
  smallestCoverage: 0.1,
  identicalCoverage: 0.85,
  identicalAgreement: 0.6,
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
  readonly applies: (m: Measurements, evidence: number) => boolean;
}

const most = (m: Measurements) => Math.max(m.coverageQuery, m.coverageCandidate);
const least = (m: Measurements) => Math.min(m.coverageQuery, m.coverageCandidate);

/** In order; the first that applies decides. The last always does. */
const RULES: readonly Rule[] = [
  {
    id: 'R1-no-shared-drawing',
    grade: 'no-match',
    applies: (m, evidence) =>
      !m.aligned || evidence < THRESHOLDS.sharedDrawing || most(m) < THRESHOLDS.smallestCoverage,
  },
  { id: 'R2-common-elements', grade: 'common-elements-only', applies: (m) => m.information < THRESHOLDS.distinctive },
  {
    id: 'R3-identical',
    grade: 'identical',
    applies: (m) =>
      least(m) >= THRESHOLDS.identicalCoverage &&
      m.agreement >= THRESHOLDS.identicalAgreement &&
      m.colourDistance !== null &&
      m.colourDistance <= THRESHOLDS.sameColour &&
      m.edits.every((edit) => HARMLESS_EDITS.has(edit.code)),
  },
  { id: 'R4-substantial', grade: 'substantially-similar', applies: (m) => most(m) >= THRESHOLDS.substantialCoverage },
  { id: 'R5-partial', grade: 'partly-similar', applies: () => true },
];

export function applyRules(m: Measurements, evidence: number): { readonly grade: Grade; readonly rule: string } {
  const rule = RULES.find((candidate) => candidate.applies(m, evidence))!;
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

/** A score in [0, 1] inside the grade's band, rising with the evidence. */
export function scoreOf(grade: Grade, evidence: number): number {
  const [low, high] = SCORE_BANDS[grade];
  return low + (high - low) * evidence;
}
