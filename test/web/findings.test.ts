import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../api/schemas/check-result.ts';
import { amountText, editText, shareWord } from '../../api/web/findings/amounts.ts';
import {
  earliestEvidenced,
  earliestOfTopGrade,
  GRADE_ORDER,
  orderCandidates,
} from '../../api/web/findings/candidate-order.ts';
import { reasonSentence } from '../../api/web/findings/reason-sentence.ts';
import { createTranslator } from '../../api/web/language/messages.ts';
import { GRADES } from '../../engine/index.ts';
import { turnedFinding } from './fixture/results.ts';

const en = createTranslator('en');
const zh = createTranslator('zh');

describe('an edit in words', () => {
  it.each([
    [{ code: 'turned', amount: 31.2, unit: 'deg' }, 'turned 31° counter-clockwise', '旋转（逆时针 31°）'],
    [{ code: 'turned', amount: -31.2, unit: 'deg' }, 'turned 31° clockwise', '旋转（顺时针 31°）'],
    [{ code: 'scaled', amount: 0.6, unit: 'ratio' }, 'motif at 0.60×', '纹样缩放为 0.60 倍'],
    [{ code: 'recoloured', amount: 23.6, unit: 'deltaE2000' }, 'recoloured, ΔE2000 24', '改变配色（色差 ΔE2000 24）'],
    [{ code: 'cropped', amount: 0.5, unit: 'area-share' }, 'cropped, 50 % of the area', '裁切（面积的 50%）'],
    [{ code: 'mirrored', amount: null, unit: 'none' }, 'mirrored', '镜像'],
  ] as const)('says what was done and by how much: %o', (edit, english, chinese) => {
    expect(editText(edit, en)).toBe(english);
    expect(editText(edit, zh)).toBe(chinese);
  });

  it('says nothing of an amount that was not measured', () => {
    expect(amountText({ code: 'turned', amount: null, unit: 'deg' }, en)).toBeUndefined();
  });

  it('never calls a smaller share by a larger word', () => {
    const rank = ['little', 'part', 'half', 'most', 'nearlyAll', 'all'];
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [least, most] = [Math.min(a, b), Math.max(a, b)];
        return rank.indexOf(shareWord(least)) <= rank.indexOf(shareWord(most));
      }),
      { seed: 7 },
    );
  });
});

describe('the reason of a grade', () => {
  const finding = turnedFinding(480);

  it('is one sentence made of what was measured', () => {
    expect(reasonSentence(finding, en, 'library')).toBe(
      'Most of your picture (83 % of its area) and most of the registered one (83 %) hold the same drawing; ' +
        '164 separate motif positions line up and the lines there agree at 0.91 of 1, ' +
        'from your picture to the registered one: turned 31° clockwise and recoloured, ΔE2000 24.',
    );
  });

  it('calls two given pictures by their order', () => {
    expect(reasonSentence(finding, zh, 'pair')).toContain('第一张图片大部分（面积的 83%）与第二张图片大部分（83%）');
  });

  it('says of common elements that they are common', () => {
    const common = { ...finding, grade: 'common-elements-only' as const };
    expect(reasonSentence(common, en, 'library')).toContain('of a common kind (typicality 0.12 of 1)');
  });

  it('names the drawing that belongs to everyone where that decided, one of a newer set by its own name', () => {
    const evidence = { ...finding.evidence, rule: 'any-rules/R0-typical-drawing' };
    const typical = { ...finding, grade: 'common-elements-only', evidence } as const;
    expect(reasonSentence(typical, en, 'library')).toContain('belongs to everyone: trellis;');
    expect(reasonSentence(typical, zh, 'library')).toContain('公共纹样：格架纹；');
    const newer = { ...typical, evidence: { ...evidence, typical: { drawing: 'kawung 3', logOdds: 2 } } };
    expect(reasonSentence(newer, en, 'library')).toContain('kawung 3');
  });

  it('leaves no placeholder unfilled, whatever the grade and with or without alignment', () => {
    for (const grade of GRADES) {
      for (const transform of [finding.transform, null]) {
        for (const t of [en, zh]) {
          for (const scope of ['library', 'pair'] as const) {
            expect(reasonSentence({ ...finding, grade, transform }, t, scope)).not.toMatch(/[{}]|undefined|NaN/);
          }
        }
      }
    }
  });
});

describe('the order of candidates', () => {
  const candidate = (id: string, grade: Candidate['grade'], score: number, date?: string): Candidate => ({
    ...turnedFinding(480),
    id,
    grade,
    score,
    file: '',
    title: id,
    owner: null,
    registrationNumber: null,
    widthPx: 1,
    heightPx: 1,
    dates: date === undefined ? [] : [{ kind: 'registered', date, evidence: 'registration' }],
  });

  it('knows the grades in the order of the engine', () => {
    expect(GRADE_ORDER).toEqual(GRADES);
  });

  it('puts the more serious grade first and, among equals, the earliest evidenced', () => {
    const late = candidate('late', 'identical', 0.951, '2021-01-01');
    const early = candidate('early', 'identical', 0.949, '2015-01-01');
    const undated = candidate('undated', 'identical', 0.95);
    const weaker = candidate('weaker', 'partly-similar', 0.5, '1999-01-01');
    expect(orderCandidates([weaker, late, undated, early]).map(({ id }) => id)).toEqual([
      'early',
      'late',
      'undated',
      'weaker',
    ]);
  });

  it('does not take a mere statement for evidence', () => {
    expect(
      earliestEvidenced([
        { kind: 'created', date: '1990-01-01', evidence: 'stated' },
        { kind: 'recorded', date: '2024-01-01T00:00:00Z', evidence: 'recorded' },
      ])?.date,
    ).toBe('2024-01-01T00:00:00Z');
  });

  it('marks nothing as earliest where nothing was found', () => {
    expect(earliestOfTopGrade([candidate('a', 'no-match', 0.1, '1990-01-01')])).toBeNull();
  });
});
