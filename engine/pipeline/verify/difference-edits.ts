import type { Edit } from '../../core/finding.ts';
import type { AlignedDifferences } from '../../core/matching/aligned-differences.ts';
import type { EditCode } from '../../core/vocabulary.ts';
import type { Verification } from './verification.ts';

/**
 * Limits of what is named from differences that are left after alignment. Set on copies of generated designs of the training split, judged on the calibration split
 * (bench/README.md). Correlations and shares 0–1, colours in ΔE2000.
 */
export const DIFFERENCE_LIMITS = {
  /** Colours up to this are those of the other picture, apart from coding. */
  sameColours: 4,
  /** Spread of the correlation from which the difference is somewhere and not everywhere; from which elements are gone. */
  somewhere: 0.045,
  elementsGone: 0.1,
  /** Combined: both pictures show less than this of the other, about equally much of it, and what they share is nearly exact. */
  combined: { coverage: 0.72, mostCoverage: 0.9, unevenness: 0.2, agreement: 0.93 },
  /** Overlaid: other colours in one patch, or structure that is the query's alone. */
  overlaid: { coverage: 0.7, patch: 0.5, smallPatch: 0.3, leastArea: 0.02, mostArea: 0.5, added: 0.3, noColours: 0.03 },
  /** A second pattern laid over all: every colour shifted by as much, structure disturbed throughout. */
  veiled: { deltaE: [7, 24], correlation: [0.7, 0.965], spread: 0.03, otherColours: 0.07, lightness: 0.6 },
  /** Share of structure that is one picture's alone, from which elements were added or removed, and the coverage below which nothing of the kind is said. */
  elements: { balance: 0.15, coverage: 0.6, deltaE: 1 },
  /** Folds and light disturb all of it, points survive; seen from the side it is narrower, but not by much. */
  photographed: { deltaE: [5, 24], correlation: [0.5, 0.92], otherColours: 0.08, inlierShare: 0.085, anisotropy: 1.12 },
  /** Threads and stitches leave the layout and take the points. */
  surface: { deltaE: [3.5, 13], correlation: 0.9, inlierShare: 0.085 },
  /** Four ways of drawing anew: as an outline, by hand, with other line weights, without detail. */
  outlined: { deltaE: 10, correlation: 0.965, otherColours: 0.1, spread: 0.09 },
  retraced: { deltaE: 6, correlation: 0.93, otherColours: 0.06, spread: 0.09 },
  lineWeight: { deltaE: 8, correlation: [0.9, 0.98], otherColours: 0.08, patch: 0.12, spread: 0.03 },
  simplified: { deltaE: 0.6, correlation: 0.985, otherColours: 0.05, spread: 0.06 },
  /** Share of both pictures that a drawing made anew has to explain. */
  redrawnCoverage: 0.8,
} as const;

/** What the differences show, and which of the edits that were named already it accounts for. */
interface Named {
  readonly edit: Edit;
  readonly instead: readonly EditCode[];
}

const PARTS: readonly EditCode[] = [
  'elements-added',
  'elements-removed',
  'cropped',
  'pasted-into',
  'repeat-type-changed',
];
const COLOURS: readonly EditCode[] = ['recoloured', 'ground-changed', 'desaturated'];
const FRAMES: readonly EditCode[] = ['resized', 'scaled', 'stretched', 'turned', 'cropped'];

/** Adds what is left after alignment to the edits that were named from matrix, colours and coverage, in place of those that it accounts for. */
export function withDifferences(edits: readonly Edit[], verification: Verification): readonly Edit[] {
  const { differences } = verification;
  if (!verification.aligned || !differences) return edits;
  const named = namedFrom(differences, verification, new Set(edits.map(({ code }) => code)));
  if (!named) return edits;
  return [...edits.filter(({ code }) => !named.instead.includes(code)), named.edit];
}

const share = (code: EditCode, amount: number): Edit => ({
  code,
  amount: Math.round(amount * 1000) / 1000,
  unit: 'area-share',
});
const plain = (code: EditCode): Edit => ({ code, amount: null, unit: 'none' });
const within = (value: number, [low, high]: readonly [number, number]): boolean => value > low && value < high;

/** In order; the first that fits is named. */
function namedFrom(d: AlignedDifferences, v: Verification, edits: ReadonlySet<EditCode>): Named | null {
  const limits = DIFFERENCE_LIMITS;
  const has = (codes: readonly EditCode[]) => codes.some((code) => edits.has(code));
  const { query, candidate } = v.coverage;
  const least = Math.min(query, candidate);
  const sameColours = d.medianDeltaE < limits.sameColours;
  if (sameColours && isCombined(v) && !has(['resized', 'scaled', 'stretched', 'turned']))
    return { edit: share('combined', query), instead: [...PARTS, ...COLOURS, 'shifted'] };
  if (sameColours && d.correlationSpread >= limits.somewhere && least >= limits.overlaid.coverage && isOverlaid(d))
    return { edit: share('overlaid', d.otherColours), instead: [...PARTS, ...COLOURS, 'shifted'] };
  const elements = has([...FRAMES, 'shifted']) ? null : changedElements(d, v, least);
  if (elements) return { edit: elements, instead: [...PARTS, ...COLOURS] };
  const lightness = v.colour?.lightnessCorrelation ?? 0;
  if (isVeiled(d) && lightness >= limits.veiled.lightness && !edits.has('inverted'))
    return { edit: plain('overlaid'), instead: [...PARTS, ...COLOURS, 'shifted'] };
  const { photographed, surface } = limits;
  if (
    within(d.medianDeltaE, photographed.deltaE) &&
    within(d.meanCorrelation, photographed.correlation) &&
    d.otherColours >= photographed.otherColours &&
    d.inlierShare >= photographed.inlierShare &&
    v.anisotropy < photographed.anisotropy
  )
    return { edit: plain('photographed'), instead: [...PARTS, ...COLOURS, ...FRAMES, 'shifted'] };
  if (
    within(d.medianDeltaE, surface.deltaE) &&
    d.meanCorrelation < surface.correlation &&
    d.inlierShare < surface.inlierShare &&
    !edits.has('resized')
  )
    return { edit: plain('surface-changed'), instead: [...PARTS, ...COLOURS, 'shifted'] };
  if (has([...FRAMES, 'shifted', 'inverted']) || least < limits.redrawnCoverage) return null;
  const upright = !has(['mirrored', 'quarter-turned']);
  return isRedrawn(d, upright) ? { edit: plain('redrawn'), instead: [...PARTS, ...COLOURS] } : null;
}

/** Both pictures hold something besides what they share. */
function isCombined({ coverage: { query, candidate }, agreement }: Verification): boolean {
  const { combined } = DIFFERENCE_LIMITS;
  return (
    Math.min(query, candidate) < combined.coverage &&
    Math.max(query, candidate) < combined.mostCoverage &&
    Math.abs(query - candidate) < combined.unevenness &&
    agreement >= combined.agreement
  );
}

function isOverlaid({ otherColours, otherColoursPatch, addedStructure }: AlignedDifferences): boolean {
  const { overlaid } = DIFFERENCE_LIMITS;
  const hasPatch =
    otherColoursPatch >= overlaid.patch && otherColours >= overlaid.leastArea && otherColours < overlaid.mostArea;
  const hasAdded =
    addedStructure >= overlaid.added && (otherColours < overlaid.noColours || otherColoursPatch >= overlaid.smallPatch);
  return addedStructure > -0.1 && (hasPatch || hasAdded);
}

/** Structure in one of the two alone, in many places. */
function changedElements(d: AlignedDifferences, { coverage }: Verification, least: number): Edit | null {
  const { elements, somewhere, elementsGone, sameColours } = DIFFERENCE_LIMITS;
  if (least < elements.coverage) return null;
  if (d.correlationSpread >= somewhere && d.medianDeltaE < elements.deltaE && d.addedStructure >= elements.balance)
    return share('elements-added', Math.max(1 - coverage.query, d.otherColours));
  if (d.correlationSpread >= elementsGone && d.medianDeltaE < sameColours && d.addedStructure <= -elements.balance)
    return share('elements-removed', Math.max(1 - coverage.candidate, d.otherColours));
  return null;
}

function isVeiled(d: AlignedDifferences): boolean {
  const { veiled } = DIFFERENCE_LIMITS;
  return (
    within(d.medianDeltaE, veiled.deltaE) &&
    within(d.meanCorrelation, veiled.correlation) &&
    d.correlationSpread >= veiled.spread &&
    d.otherColours < veiled.otherColours
  );
}

function isRedrawn(d: AlignedDifferences, upright: boolean): boolean {
  const { outlined, retraced, lineWeight, simplified } = DIFFERENCE_LIMITS;
  const { medianDeltaE: deltaE, meanCorrelation: correlation, otherColours, correlationSpread: spread } = d;
  if (
    deltaE > outlined.deltaE &&
    correlation < outlined.correlation &&
    otherColours >= outlined.otherColours &&
    spread < outlined.spread
  )
    return true;
  if (
    deltaE < retraced.deltaE &&
    correlation < retraced.correlation &&
    otherColours >= retraced.otherColours &&
    spread < retraced.spread
  )
    return true;
  // What follows is so little that a design that is nearly its own mirror image or turn, aligned the wrong way, would show as much.
  if (!upright) return false;
  if (
    deltaE < lineWeight.deltaE &&
    within(correlation, lineWeight.correlation) &&
    otherColours >= lineWeight.otherColours &&
    d.otherColoursPatch < lineWeight.patch &&
    spread < lineWeight.spread
  )
    return true;
  return (
    deltaE < simplified.deltaE &&
    correlation < simplified.correlation &&
    otherColours < simplified.otherColours &&
    spread < simplified.spread
  );
}
