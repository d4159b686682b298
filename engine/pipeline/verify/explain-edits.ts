import type { Edit } from '../../core/finding.ts';
import type { RepeatAnalysis } from '../../core/fingerprint.ts';
import type { ColourAgreement } from '../../core/matching/colour-agreement.ts';
import type { EditCode, EditUnit } from '../../core/vocabulary.ts';
import { withDifferences } from './difference-edits.ts';
import type { Verification } from './verification.ts';

/** What of a picture, besides the verification, an explanation needs. */
export interface ExplainedPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly repeat: RepeatAnalysis;
}

/** Differences smaller than these are not named. Set on generated designs of the `calibration` split (bench/README.md). */
export const EDIT_LIMITS = {
  angleDeg: 2,
  /** Ratio above 1. */
  scale: 0.04,
  stretch: 0.06,
  /** Degrees by which the picture's axes are no longer square to each other, from which it was sheared. */
  skewDeg: 2.5,
  /** ΔE2000; small-print pictures differ by 3 to 5 through coding alone. */
  recolouredDeltaE: 7,
  /** The same over everything but the ground: small motifs in new colours hardly move the mean, edges between samples move this by up to 15. */
  recolouredMotifDeltaE: 20,
  groundDeltaE: 6,
  /** ΔE2000 of everything but the ground, as a share of the ground's, up to which the ground alone changed. */
  motifShareOfGround: 0.45,
  /** Lightness correlates at least this well in a copy that only lost chroma, and at most this in a negative. */
  desaturatedCorrelation: 0.97,
  invertedCorrelation: -0.8,
  /** A negative keeps chroma: the larger mean chroma over the smaller one. */
  invertedChromaRatio: 1.45,
  /** Mean chroma of the query over that of the candidate where colour was taken out, and the least chroma that can be taken out. */
  desaturatedChromaRatio: 0.5,
  colouredChroma: 8,
  /** Mean chroma of a picture that has no colour left: it was taken out, whatever lightness does. */
  greyChroma: 2,
  /** Coverage below this leaves a part of the candidate out. */
  fullCoverage: 0.8,
  /** Share of the candidate's frame that is seen, below which the query is a cut-out. */
  croppedFrame: 0.9,
  /** Shift, as a share of the frame's smaller side. */
  shift: 0.03,
} as const;

/**
 * Names what separates the query from the candidate, with amounts, only from what was measured. Amounts belong to the transform from query to candidate:
 * degrees counter-clockwise as seen, scale as candidate/query motif size. Empty where no transform was found.
 */
export function explainEdits(
  verification: Verification,
  query: ExplainedPicture,
  candidate: ExplainedPicture,
): readonly Edit[] {
  if (!verification.transform) return [];
  const edits = [
    ...frameEdits(verification, query, candidate),
    ...colourEdits(verification.colour),
    ...contentEdits(verification, query, candidate),
  ];
  return withDifferences(edits, verification);
}

/**
 * Light and dark changed places and nothing else: lightness runs the other way almost exactly and chroma stays. A new colouring may also turn the order
 * of lightness round, but hits neither.
 */
export function isNegative(colour: ColourAgreement | null): boolean {
  if (!colour || colour.lightnessCorrelation > EDIT_LIMITS.invertedCorrelation) return false;
  const [low, high] = [colour.queryChroma, colour.candidateChroma].sort((a, b) => a - b) as [number, number];
  return high < EDIT_LIMITS.colouredChroma || high <= EDIT_LIMITS.invertedChromaRatio * low;
}

const edit = (code: EditCode, amount: number | null = null, unit: EditUnit = 'none'): Edit => ({
  code,
  amount: amount === null ? null : Math.round(amount * 1000) / 1000,
  unit,
});

function frameEdits(verification: Verification, query: ExplainedPicture, candidate: ExplainedPicture): Edit[] {
  const edits: Edit[] = [];
  const { transform, scale, anisotropy } = verification;
  if (!transform) return edits;
  if (transform.mirrored) edits.push(edit('mirrored'));
  const angleDeg = turnOf(verification);
  const quarters = Math.round(angleDeg / 90);
  const turned = Math.abs(angleDeg - quarters * 90) > EDIT_LIMITS.angleDeg;
  const stretched = anisotropy > 1 + EDIT_LIMITS.stretch;
  if (turned) edits.push(edit('turned', angleDeg, 'deg'));
  else if (quarters % 4 !== 0) edits.push(edit('quarter-turned', quarters === -2 ? 180 : quarters * 90, 'deg'));
  const sizeChange = sizeEdit(scale, frameRatio(query, candidate));
  // A stretched frame grew with its motifs: the stretch says it all.
  if (sizeChange && !(stretched && sizeChange.code === 'resized')) edits.push(sizeChange);
  if (stretched) edits.push(edit('stretched', anisotropy, 'ratio'));
  if (
    !turned &&
    quarters % 4 === 0 &&
    !stretched &&
    sizeChange?.code !== 'scaled' &&
    !isCutOut(verification, query, candidate)
  ) {
    const shiftPx = shiftOf(verification, query, candidate);
    if (shiftPx > EDIT_LIMITS.shift * Math.min(query.widthPx, query.heightPx))
      edits.push(edit('shifted', shiftPx, 'px'));
  }
  return edits;
}

/**
 * The turn. A shear leaves one axis of the picture in its direction, and its nearest similarity is turned by half of the shear: where the axes are not square to each other, the one that
 * turned less says how far the picture was turned.
 */
function turnOf({ transform, angleDeg }: Verification): number {
  if (!transform || transform.mirrored) return angleDeg;
  const [a, b, , c, d] = transform.matrix;
  const axes = [(-Math.atan2(c, a) * 180) / Math.PI, (-Math.atan2(-b, d) * 180) / Math.PI] as const;
  const skewDeg = Math.abs(((((axes[0] - axes[1]) % 360) + 540) % 360) - 180);
  if (skewDeg < EDIT_LIMITS.skewDeg) return angleDeg;
  const residual = (angle: number): number => Math.abs(angle - 90 * Math.round(angle / 90));
  return residual(axes[0]) <= residual(axes[1]) ? axes[0] : axes[1];
}

/** Side of the candidate's frame over the query's. */
const frameRatio = (query: ExplainedPicture, candidate: ExplainedPicture): number =>
  Math.sqrt((candidate.widthPx * candidate.heightPx) / (query.widthPx * query.heightPx));

const differs = (ratio: number): boolean => Math.abs(Math.log(ratio)) > Math.log(1 + EDIT_LIMITS.scale);

/** Frame and motifs of another size together are a resized picture; motifs of another size in the same frame are scaled. */
function sizeEdit(scale: number, frames: number): Edit | null {
  if (!differs(scale)) return null;
  return edit(differs(scale / frames) ? 'scaled' : 'resized', scale, 'ratio');
}

/** Share of the candidate's frame that the query's frame holds, motifs being equally large. */
const frameShare = ({ scale }: Verification, query: ExplainedPicture, candidate: ExplainedPicture): number =>
  (scale / frameRatio(query, candidate)) ** 2;

/**
 * The query shows a part of the candidate. Where a repeat explains both pictures throughout, only the frame tells, and only while motifs keep their size:
 * otherwise a scaled design and a cut-out that was enlarged look the same.
 */
function isCutOut(verification: Verification, query: ExplainedPicture, candidate: ExplainedPicture): boolean {
  const { coverage, scale, anisotropy, transform } = verification;
  if (anisotropy > 1 + EDIT_LIMITS.stretch) return false;
  if (!differs(scale)) return frameShare(verification, query, candidate) < EDIT_LIMITS.croppedFrame;
  return (
    transform?.modulo === 'whole' &&
    coverage.query >= EDIT_LIMITS.fullCoverage &&
    coverage.candidate < EDIT_LIMITS.fullCoverage
  );
}

/** Shift in query pixels of an upright copy, the lattice's own steps taken away. */
function shiftOf({ transform, scale }: Verification, query: ExplainedPicture, candidate: ExplainedPicture): number {
  if (!transform || transform.mirrored) return 0;
  // At the middle: an error of scale or angle moves the corners, and the corner is the transform's origin.
  const [a, b, tx, c, d, ty] = transform.matrix;
  const middle = [query.widthPx / 2, query.heightPx / 2] as const;
  const dx = a * middle[0] + b * middle[1] + tx - candidate.widthPx / 2;
  const dy = c * middle[0] + d * middle[1] + ty - candidate.heightPx / 2;
  const [u, v] = candidate.repeat.vectorsPx;
  if (transform.modulo !== 'repeat-unit' || !u) return Math.hypot(dx, dy) / scale;
  if (!v) {
    const along = (dx * u[0] + dy * u[1]) / Math.hypot(...u);
    const rest = along - Math.round(along / Math.hypot(...u)) * Math.hypot(...u);
    return Math.abs(rest) / scale;
  }
  const determinant = u[0] * v[1] - u[1] * v[0];
  const s = Math.round((dx * v[1] - dy * v[0]) / determinant);
  const t = Math.round((dy * u[0] - dx * u[1]) / determinant);
  return Math.hypot(dx - s * u[0] - t * v[0], dy - s * u[1] - t * v[1]) / scale;
}

function colourEdits(colour: ColourAgreement | null): Edit[] {
  if (!colour) return [];
  const { deltaE, groundDeltaE, motifDeltaE, queryChroma, candidateChroma, lightnessCorrelation } = colour;
  if (isNegative(colour)) return [edit('inverted', deltaE, 'deltaE2000')];
  if (
    candidateChroma > EDIT_LIMITS.colouredChroma &&
    queryChroma < EDIT_LIMITS.desaturatedChromaRatio * candidateChroma &&
    (lightnessCorrelation >= EDIT_LIMITS.desaturatedCorrelation || queryChroma < EDIT_LIMITS.greyChroma)
  )
    return [edit('desaturated', deltaE, 'deltaE2000')];
  if (groundDeltaE > EDIT_LIMITS.groundDeltaE && motifDeltaE < EDIT_LIMITS.motifShareOfGround * groundDeltaE)
    return [edit('ground-changed', groundDeltaE, 'deltaE2000')];
  if (deltaE > EDIT_LIMITS.recolouredDeltaE || motifDeltaE > EDIT_LIMITS.recolouredMotifDeltaE)
    return [edit('recoloured', deltaE, 'deltaE2000')];
  return [];
}

function contentEdits(verification: Verification, query: ExplainedPicture, candidate: ExplainedPicture): Edit[] {
  const { coverage, transform } = verification;
  const queryFull = coverage.query >= EDIT_LIMITS.fullCoverage;
  const candidateFull = coverage.candidate >= EDIT_LIMITS.fullCoverage;
  const whole = transform?.modulo === 'whole';
  const edits: Edit[] = [];
  if (queryFull && isCutOut(verification, query, candidate)) {
    const share = whole && !candidateFull ? coverage.candidate : frameShare(verification, query, candidate);
    edits.push(edit('cropped', Math.min(1, share), 'area-share'));
  } else if (!queryFull && candidateFull && whole && coverage.query < 0.5)
    edits.push(edit('pasted-into', coverage.query, 'area-share'));
  else {
    if (!queryFull) edits.push(edit('elements-added', 1 - coverage.query, 'area-share'));
    // A whole picture seen through a smaller, scaled frame leaves the rest out without having removed it.
    if (!candidateFull) edits.push(edit('elements-removed', 1 - coverage.candidate, 'area-share'));
  }
  const { type: before } = candidate.repeat;
  const { type: after } = query.repeat;
  const repeats = before !== 'none' && after !== 'none' && before !== 'one-way' && after !== 'one-way';
  if (repeats && kindOfRepeat(before) !== kindOfRepeat(after) && !queryFull) edits.push(edit('repeat-type-changed'));
  return edits;
}

/** A turn by 90° makes a half-drop a brick; a mirror repeat is a straight one with a symmetry. */
const kindOfRepeat = (type: RepeatAnalysis['type']): string =>
  type === 'half-drop' || type === 'brick' ? 'dropped' : 'straight';
