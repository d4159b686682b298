import type { Edit } from '../../core/finding.ts';
import type { RepeatAnalysis } from '../../core/fingerprint.ts';
import type { EditCode, EditUnit } from '../../core/vocabulary.ts';
import type { Verification } from './verification.ts';

/** What of a picture, besides the verification, an explanation needs. */
export interface ExplainedPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly repeat: RepeatAnalysis;
}

/** Differences smaller than these are not named. First guesses, not yet measured on generated edits. */
export const EDIT_LIMITS = {
  angleDeg: 2,
  /** Ratio above 1. */
  scale: 0.04,
  stretch: 0.04,
  /** ΔE2000; small-print pictures differ by 3 to 5 through coding alone. */
  recolouredDeltaE: 7,
  groundDeltaE: 10,
  sameMotifDeltaE: 6,
  /** Mean chroma of a grey picture, and of one that was coloured. */
  greyChroma: 3.5,
  colouredChroma: 10,
  /** Coverage below this leaves a part of the candidate out. */
  fullCoverage: 0.8,
  /** Shift, as a share of the frame's or unit's size. */
  shift: 0.03,
} as const;

/**
 * Names what separates the query from the candidate, with amounts, only from what was measured. Amounts belong to the transform from query to candidate:
 * degrees counter-clockwise as seen, scale as candidate/query motif size. Empty where the pictures were not aligned.
 */
export function explainEdits(
  verification: Verification,
  query: ExplainedPicture,
  candidate: ExplainedPicture,
): readonly Edit[] {
  if (!verification.aligned || !verification.transform) return [];
  return [
    ...frameEdits(verification, query, candidate),
    ...colourEdits(verification),
    ...contentEdits(verification, query, candidate),
  ];
}

const edit = (code: EditCode, amount: number | null = null, unit: EditUnit = 'none'): Edit => ({
  code,
  amount: amount === null ? null : Math.round(amount * 1000) / 1000,
  unit,
});

function frameEdits(verification: Verification, query: ExplainedPicture, candidate: ExplainedPicture): Edit[] {
  const edits: Edit[] = [];
  const { transform, scale, angleDeg, anisotropy } = verification;
  if (!transform) return edits;
  if (transform.mirrored) edits.push(edit('mirrored'));
  const quarters = Math.round(angleDeg / 90);
  const rest = angleDeg - quarters * 90;
  if (Math.abs(rest) <= EDIT_LIMITS.angleDeg) {
    if (quarters % 4 !== 0) edits.push(edit('quarter-turned', quarters === -2 ? 180 : quarters * 90, 'deg'));
  } else edits.push(edit('turned', angleDeg, 'deg'));
  const framesRatio = Math.sqrt((candidate.widthPx * candidate.heightPx) / (query.widthPx * query.heightPx));
  const ofFrame = scale / framesRatio;
  if (differs(scale)) edits.push(differs(ofFrame) ? edit('scaled', scale, 'ratio') : edit('resized', scale, 'ratio'));
  if (anisotropy > 1 + EDIT_LIMITS.stretch) edits.push(edit('stretched', anisotropy, 'ratio'));
  const shiftPx = shiftOf(verification, query, candidate);
  if (shiftPx > EDIT_LIMITS.shift * Math.min(query.widthPx, query.heightPx)) edits.push(edit('shifted', shiftPx, 'px'));
  return edits;
}

const differs = (ratio: number): boolean => Math.abs(Math.log(ratio)) > Math.log(1 + EDIT_LIMITS.scale);

/** Shift in query pixels where both frames show the same amount of the pattern; with turns, scales and crops it has no meaning of its own. */
function shiftOf(verification: Verification, query: ExplainedPicture, candidate: ExplainedPicture): number {
  const { transform, scale, angleDeg } = verification;
  if (!transform || transform.mirrored || Math.abs(angleDeg) > EDIT_LIMITS.angleDeg) return 0;
  const [, , tx, , , ty] = transform.matrix;
  let x = tx / scale;
  let y = ty / scale;
  const [u, v] = candidate.repeat.vectorsPx;
  if (transform.modulo === 'repeat-unit' && u && v) {
    const determinant = u[0] * v[1] - u[1] * v[0];
    const s = Math.round((tx * v[1] - ty * v[0]) / determinant);
    const t = Math.round((ty * u[0] - tx * u[1]) / determinant);
    x = (tx - s * u[0] - t * v[0]) / scale;
    y = (ty - s * u[1] - t * v[1]) / scale;
  } else if (differs(Math.sqrt((query.widthPx * query.heightPx) / (candidate.widthPx * candidate.heightPx)) * scale))
    return 0;
  return Math.hypot(x, y);
}

function colourEdits({ colour, transform }: Verification): Edit[] {
  if (!colour) return [];
  const { deltaE, groundDeltaE, motifDeltaE, queryChroma, candidateChroma } = colour;
  if (transform?.inverted) return [edit('inverted', deltaE, 'deltaE2000')];
  if (queryChroma < EDIT_LIMITS.greyChroma && candidateChroma > EDIT_LIMITS.colouredChroma)
    return [edit('desaturated', deltaE, 'deltaE2000')];
  if (groundDeltaE > EDIT_LIMITS.groundDeltaE && motifDeltaE < EDIT_LIMITS.sameMotifDeltaE)
    return [edit('ground-changed', groundDeltaE, 'deltaE2000')];
  if (deltaE > EDIT_LIMITS.recolouredDeltaE) return [edit('recoloured', deltaE, 'deltaE2000')];
  return [];
}

function contentEdits(
  { coverage, transform }: Verification,
  query: ExplainedPicture,
  candidate: ExplainedPicture,
): Edit[] {
  const edits: Edit[] = [];
  const { fullCoverage } = EDIT_LIMITS;
  const queryFull = coverage.query >= fullCoverage;
  const candidateFull = coverage.candidate >= fullCoverage;
  const whole = transform?.modulo === 'whole';
  if (queryFull && !candidateFull)
    edits.push(
      edit(whole ? 'cropped' : 'elements-removed', whole ? coverage.candidate : 1 - coverage.candidate, 'area-share'),
    );
  else if (!queryFull && candidateFull)
    edits.push(
      edit(
        whole && coverage.query < 0.5 ? 'pasted-into' : 'elements-added',
        whole && coverage.query < 0.5 ? coverage.query : 1 - coverage.query,
        'area-share',
      ),
    );
  else if (!queryFull && !candidateFull)
    edits.push(
      edit('elements-added', 1 - coverage.query, 'area-share'),
      edit('elements-removed', 1 - coverage.candidate, 'area-share'),
    );
  const { type: before } = candidate.repeat;
  const { type: after } = query.repeat;
  const repeats = before !== 'none' && after !== 'none' && before !== 'one-way' && after !== 'one-way';
  if (repeats && kindOfRepeat(before) !== kindOfRepeat(after) && !queryFull) edits.push(edit('repeat-type-changed'));
  return edits;
}

/** A turn by 90° makes a half-drop a brick; a mirror repeat is a straight one with a symmetry. */
const kindOfRepeat = (type: RepeatAnalysis['type']): string =>
  type === 'half-drop' || type === 'brick' ? 'dropped' : 'straight';
