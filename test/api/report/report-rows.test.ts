import { describe, expect, it } from 'vitest';
import type { ReportFindings, ReportStatement, SimilarityReport } from '../../../api/proof/similarity-report.ts';
import { MEASURED_EDITS } from '../../../api/report/measured-edits.ts';
import { criteriaRows, orderRows, readingRows, recordRows } from '../../../api/report/report-rows.ts';
import { EDIT_NAMES } from '../../../datasets/edits/index.ts';

type Listed = ReportFindings['records'][number];

const picture = { sha256: 'ab'.repeat(32), bytes: 1_000, widthPx: 640, heightPx: 480 };
const palette = [{ colour: '#aa3311', share: 1 }];
const rate = { hits: 1, n: 100, lower: 0, upper: 0.054 };

const listed: Listed = {
  rank: 1,
  record: {
    id: 'SP-01JABCDEFGHJKMNPQRSTVWXYZ0',
    title: '缠枝莲',
    owner: null,
    registrationNumber: null,
    status: 'in-examination',
    picture,
    dates: [{ kind: 'registered', date: '2020-03-01', evidence: 'registration' }],
    earliestEvidenced: '2020-03-01T00:00:00.000Z',
  },
  palette,
  comparison: {
    grade: 'substantially-similar',
    score: 0.9,
    coverage: { query: 0.8, candidate: 0.7 },
    region: { query: [], candidate: [] },
    transform: { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], mirrored: true, inverted: true, modulo: 'whole' },
    edits: [{ code: 'turned', amount: 31, unit: 'deg' }],
    criteria: [{ criterion: 'colour-change', quantity: 'mean-delta-e-2000', value: 12.3 }],
    evidence: { rule: 'selvedge-rules-4/R5-substantial' },
  },
};

function reportOf(records: readonly Listed[], restricted: ReportStatement['restricted'] = []): SimilarityReport {
  const errorRates = {
    measuredOn: '2026-01-05',
    library: 1_000,
    copies: Object.keys(MEASURED_EDITS).map((edit) => ({ edit, source: 'generated', strong: rate })),
    wrongStrong: { unrelated: rate, copiesOfOthers: rate, lookAlikes: rate },
  };
  const disputed = { picture, repeat: { type: 'none', confidence: 0 }, palette };
  const statement = {
    ...{ id: 'SR-1', kind: 'report', orderedAt: '2026-05-04T03:02:01.000Z', orderedBy: 'AC-1', issuer: '版权局' },
    ...{ claimant: null, respondent: null, matter: null, capture: { takenOn: null, place: null, source: null } },
    ...{ restricted, judgements: [], counters: null, replaces: null },
  };
  return { findings: { disputed, records, errorRates }, attestation: { statement } } as unknown as SimilarityReport;
}

const saidAt = (rows: readonly (readonly [string, string])[], label: string): string =>
  rows.find(([name]) => name === label)![1];

describe('the words of a report', () => {
  it('name every edit that error rates are measured with', () => {
    expect(Object.keys(MEASURED_EDITS).sort()).toEqual([...EDIT_NAMES, 'colourway'].sort());
  });

  it('are Chinese in the Chinese report, with no code of a program left in it', () => {
    const report = reportOf([listed]);
    const rows = [
      ...orderRows(report, 'zh'),
      ...recordRows(listed, report, 'zh'),
      ...criteriaRows(listed, 'zh'),
      ...readingRows(report, 'zh'),
    ];
    for (const [label, value] of rows) {
      const said = value
        .replaceAll(/SP-\w+|AC-\d|#?[0-9a-f]{6,}|selvedge-rules\S+|[\d-]+T[\d:.]+Z/g, '')
        .replaceAll(/ΔE2000|ΔE|SHA-256|log10|→/g, '');
      expect(`${label}${said}`.replace('SHA-256', ''), label).not.toMatch(/[A-Za-z]{2,}/);
    }
  });

  it('say which proposition a likelihood ratio speaks for, or that it speaks for neither', () => {
    const ratioOf = (value: number, lower: number, upper: number, language: 'zh' | 'en') => {
      const withRatio = { ...listed, comparison: { ...listed.comparison, log10LR: { value, lower, upper } } };
      const label = { zh: '似然比', en: 'Likelihood ratio' }[language];
      return saidAt(recordRows(withRatio, reportOf([withRatio]), language), label);
    };
    expect(ratioOf(2.5, 1.2, 3, 'en')).toContain('support for proposition 1: moderate');
    expect(ratioOf(-2.5, -3, -1.2, 'en')).toContain('support for proposition 2: moderate');
    expect(ratioOf(-2.5, -3, -1.2, 'zh')).toContain('支持假设二，程度：中等');
    expect(ratioOf(0.9, -0.2, 1.5, 'en')).toMatch(/; supports neither proposition$/);
  });

  it('never tell that nothing was found without the records that are not public', () => {
    const hidden = { grade: 'identical', date: '2020-03-01', contact: null };
    expect(saidAt(orderRows(reportOf([]), 'en'), 'Result')).toMatch(/^Among the records that whoever ordered may see/);
    expect(saidAt(orderRows(reportOf([], [hidden]), 'en'), 'Result')).toMatch(/one earlier record that is not public/);
    expect(saidAt(orderRows(reportOf([listed], [hidden, hidden]), 'zh'), '检验结果')).toMatch(
      /^1\. 缠枝莲：实质性相似\n另有 2 件不公开的在先记录/,
    );
  });
});
