import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDIT_CODES, GRADES, type Grade } from '../../../../engine/core/vocabulary.ts';
import { applyRules, RULES_VERSION, scoreOf, THRESHOLDS } from '../../../../engine/pipeline/grade/rules.ts';
import { ALIGNMENT_LIMITS } from '../../../../engine/pipeline/verify/verify-pair.ts';
import { COPY } from './pair-measurements.ts';

const STRONG = THRESHOLDS.sharedDrawing + 1;
const BETWEEN = (THRESHOLDS.sharedDrawing + THRESHOLDS.sharedPart) / 2;
const FAMILY = (THRESHOLDS.sharedPart + THRESHOLDS.inCommon) / 2;
const EPSILON = 1e-6;
const STRUCTURE = THRESHOLDS.sameStructureLogOdds;
/** Too little is certain for structure alone to decide. */
const LESS = { ...COPY, distinctInliers: THRESHOLDS.sameStructureInliers - 1 };
const recoloured = { ...LESS, colourDistance: 30 };
const stripes = { ...recoloured, aligned: false, information: 0.01 };
/** A recoloured gingham: it agrees with the record, and as well with the gingham that is everyone's. */
const gingham = {
  ...recoloured,
  typicalLogOdds: THRESHOLDS.typicalDrawing,
  drawingLogOdds: THRESHOLDS.typicalDrawing + THRESHOLDS.typicalMargin,
};

describe('the rules on either side of every threshold', () => {
  it.each<[string, typeof COPY, number, Grade]>([
    ['the same structure from end to end', COPY, STRUCTURE, 'substantially-similar'],
    ['the same structure against all other evidence', COPY, STRUCTURE - EPSILON, 'partly-similar'],
    [
      'structure that agrees less',
      { ...COPY, overallAgreement: THRESHOLDS.sameStructureAgreement - EPSILON },
      STRUCTURE,
      'partly-similar',
    ],
    [
      'structure whose motifs agree just so',
      { ...COPY, detailAgreement: THRESHOLDS.sameStructureDetail },
      STRUCTURE,
      'substantially-similar',
    ],
    [
      'other motifs in the same structure',
      { ...COPY, detailAgreement: THRESHOLDS.sameStructureDetail - EPSILON },
      STRUCTURE,
      'partly-similar',
    ],
    [
      'structure that does not fill',
      { ...COPY, coverageQuery: THRESHOLDS.sameStructureCoverage - EPSILON },
      STRUCTURE,
      'partly-similar',
    ],
    [
      'structure that fills neither',
      { ...COPY, coverageQuery: 0.899, coverageCandidate: 0.899 },
      STRUCTURE,
      'partly-similar',
    ],
    ['structure of too few elements', LESS, STRUCTURE, 'partly-similar'],
    [
      'plain structure',
      { ...COPY, information: THRESHOLDS.sameStructureInformation - EPSILON },
      STRUCTURE,
      'partly-similar',
    ],
    ['evidence at the lower threshold', LESS, THRESHOLDS.inCommon, 'common-elements-only'],
    ['evidence below it', LESS, THRESHOLDS.inCommon - EPSILON, 'no-match'],
    ['evidence of a shared part', LESS, THRESHOLDS.sharedPart, 'partly-similar'],
    ['evidence below it', LESS, THRESHOLDS.sharedPart - EPSILON, 'common-elements-only'],
    ['evidence of a shared drawing', recoloured, THRESHOLDS.sharedDrawing, 'substantially-similar'],
    ['evidence below it', recoloured, THRESHOLDS.sharedDrawing - EPSILON, 'partly-similar'],
    [
      'strong evidence whose alignment may be chance',
      { ...COPY, aligned: false, overallAgreement: 0.9 },
      STRONG,
      'partly-similar',
    ],
    ['just enough in common', { ...COPY, coverageQuery: 0.1, coverageCandidate: 0.1 }, STRONG, 'partly-similar'],
    ['too little in common', { ...COPY, coverageQuery: 0.0999, coverageCandidate: 0.09 }, STRONG, 'no-match'],
    ['half of one picture', { ...COPY, coverageQuery: 0.2, coverageCandidate: 0.5 }, STRONG, 'substantially-similar'],
    ['less than half of either', { ...COPY, coverageQuery: 0.2, coverageCandidate: 0.499 }, STRONG, 'partly-similar'],
    ['the colours of the record', { ...COPY, colourDistance: 5 }, STRONG, 'identical'],
    ['another shade', { ...COPY, colourDistance: 5.001 }, STRONG, 'substantially-similar'],
    ['colours that were not measured', { ...COPY, colourDistance: null }, STRONG, 'substantially-similar'],
    ['nearly all of both pictures', { ...COPY, coverageQuery: 0.85 }, STRONG, 'identical'],
    ['less of one', { ...COPY, coverageQuery: 0.849 }, STRONG, 'substantially-similar'],
    ['enough agreement', { ...COPY, overallAgreement: 0.75 }, STRONG, 'identical'],
    ['less agreement', { ...COPY, overallAgreement: 0.749 }, STRONG, 'substantially-similar'],
    ['motifs that agree', { ...COPY, detailAgreement: THRESHOLDS.identicalDetail }, STRONG, 'identical'],
    [
      'motifs that agree less',
      { ...COPY, detailAgreement: THRESHOLDS.identicalDetail - EPSILON },
      STRONG,
      'substantially-similar',
    ],
    [
      'just the same motifs',
      { ...recoloured, detailAgreement: THRESHOLDS.sameDrawingDetail },
      STRONG,
      'substantially-similar',
    ],
    [
      'other motifs in the same places',
      { ...recoloured, detailAgreement: THRESHOLDS.sameDrawingDetail - EPSILON },
      STRONG,
      'partly-similar',
    ],
    ['just the drawing', { ...recoloured, overallAgreement: 0.6 }, STRONG, 'substantially-similar'],
    ['hardly the drawing', { ...recoloured, overallAgreement: 0.599 }, STRONG, 'partly-similar'],
    ['a typical drawing that the record is no nearer to', gingham, STRONG, 'common-elements-only'],
    [
      'a record that is much nearer than the typical drawing',
      { ...gingham, drawingLogOdds: gingham.drawingLogOdds + EPSILON },
      STRONG,
      'substantially-similar',
    ],
    [
      'hardly a typical drawing',
      {
        ...gingham,
        typicalLogOdds: THRESHOLDS.typicalDrawing - EPSILON,
        drawingLogOdds: gingham.drawingLogOdds - EPSILON,
      },
      STRONG,
      'substantially-similar',
    ],
    [
      'one and the same picture of a typical drawing',
      { ...gingham, colourDistance: 5, pdqDistance: 31 },
      STRONG,
      'identical',
    ],
    [
      'two pictures of a typical drawing in the same colours',
      { ...gingham, colourDistance: 5, pdqDistance: 32 },
      STRONG,
      'common-elements-only',
    ],
    ['stripes that agree exactly', stripes, STRONG, 'substantially-similar'],
    ['stripes that agree at the limit', { ...stripes, overallAgreement: 0.95 }, STRONG, 'substantially-similar'],
    [
      'stripes that nearly agree',
      { ...stripes, aligned: true, overallAgreement: 0.949 },
      STRONG,
      'common-elements-only',
    ],
    ['stripes that do not fill', { ...stripes, aligned: true, coverageQuery: 0.899 }, STRONG, 'common-elements-only'],
    ['stripes that fill just so', { ...stripes, aligned: true, coverageQuery: 0.9 }, STRONG, 'substantially-similar'],
    [
      'stripes that look different',
      { ...stripes, aligned: true, embeddingCosine: 0.849 },
      STRONG,
      'common-elements-only',
    ],
    ['stripes that look alike', { ...stripes, aligned: true, embeddingCosine: 0.85 }, STRONG, 'substantially-similar'],
    [
      'barely distinctive',
      { ...stripes, aligned: true, overallAgreement: 0.9, information: 0.12 },
      STRONG,
      'substantially-similar',
    ],
    [
      'not distinctive',
      { ...stripes, aligned: true, overallAgreement: 0.9, information: 0.1199 },
      STRONG,
      'common-elements-only',
    ],
    ['a manner in common', LESS, FAMILY, 'common-elements-only'],
    ['a part in common', LESS, BETWEEN, 'partly-similar'],
  ])('%s', (_, measurements, logOdds, grade) => {
    expect(applyRules(measurements, logOdds).grade).toBe(grade);
  });

  it('calls a copy identical only after edits that keep drawing and colouring', () => {
    const harmless = ['re-encoded', 'resized', 'blurred', 'quarter-turned', 'mirrored', 'shifted'];
    for (const code of EDIT_CODES) {
      const { grade } = applyRules({ ...COPY, edits: [{ code, amount: null, unit: 'none' }] }, STRONG);
      expect(grade === 'identical', code).toBe(harmless.includes(code));
    }
  });

  it('names the rule and its version', () => {
    expect(applyRules(COPY, STRONG).rule).toBe(`${RULES_VERSION}/R4-identical`);
  });
});

describe('the score', () => {
  const ordered = GRADES.slice(0, 5);

  it('never contradicts the order of grades', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        (p, q) => {
          for (let k = 1; k < ordered.length; k++)
            expect(scoreOf(ordered[k - 1]!, p)).toBeGreaterThan(scoreOf(ordered[k]!, q));
        },
      ),
      { seed: 7 },
    );
  });

  it('still tells excellent candidates of one grade apart', () => {
    expect(scoreOf('identical', 9) - scoreOf('identical', 8)).toBeGreaterThan(0.001);
    expect(scoreOf('no-match', -4)).toBeLessThan(scoreOf('no-match', -3));
  });
});

describe('agreement of details', () => {
  it('is measured wherever a rule asks for it', () => {
    const { detailFromAgreement } = ALIGNMENT_LIMITS;
    const { sameStructureAgreement, sameDrawingAgreement, identicalAgreement } = THRESHOLDS;
    for (const asked of [sameStructureAgreement, sameDrawingAgreement, identicalAgreement])
      expect(asked).toBeGreaterThanOrEqual(detailFromAgreement);
    for (const logOdds of [STRUCTURE, BETWEEN, STRONG])
      for (const pair of [COPY, LESS, recoloured, stripes, gingham]) {
        const below = { ...pair, overallAgreement: detailFromAgreement - EPSILON };
        const unmeasured = applyRules({ ...below, detailAgreement: null }, logOdds);
        expect(applyRules({ ...below, detailAgreement: 1 }, logOdds)).toEqual(unmeasured);
      }
  });
});
