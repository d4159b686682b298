import { describe, expect, it } from 'vitest';
import { describeCheck } from '../../../api/cli/report-check.ts';
import type { Candidate, CheckedResult } from '../../../api/schemas/check-result.ts';

const evidence = { coverage: { query: 1, candidate: 1 }, distinctInliers: 40 };
const candidate = {
  id: `SP-${'0'.repeat(26)}`,
  title: 'As woven',
  owner: 'Mill',
  registrationNumber: null,
  grade: 'identical',
  score: 1,
  coverage: evidence.coverage,
  edits: [],
  evidence,
  dates: [
    { kind: 'registered', date: '2024-03-01', evidence: 'registration' },
    { kind: 'created', date: '2001-01-01', evidence: 'stated' },
  ],
  otherVersions: [
    {
      id: `SP-${'1'.repeat(26)}`,
      title: 'As drawn',
      grade: 'identical',
      score: 1,
      dates: [{ kind: 'registered', date: '2019-05-06', evidence: 'registration' }],
    },
    {
      id: `SP-${'2'.repeat(26)}`,
      title: 'Something else',
      grade: 'no-match',
      score: 0,
      dates: [{ kind: 'registered', date: '2010-01-01', evidence: 'registration' }],
    },
  ],
} as unknown as Candidate;

const checked = (changes: Partial<CheckedResult>): CheckedResult =>
  ({
    status: 'checked',
    grade: 'identical',
    worksSearched: 3,
    candidates: [],
    timingsMs: { total: 12 },
    ...changes,
  }) as CheckedResult;

describe('what the command line says of a check', () => {
  const restricted = [
    { grade: 'identical' as const, date: '2024-05-06', contact: 'office@example.org' },
    { grade: 'substantially-similar' as const, date: '2020-01-02', contact: null },
  ];

  it('tells of records that are not public as the API does: that there are, since when and whom to ask', () => {
    const lines = describeCheck('rose.jpg', checked({ restricted }), 'en').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ {2}identical: an earlier record .* since 2024-05-06; ask office@example.org$/i);
    expect(lines[2]).toMatch(/since 2020-01-02; ask the office that keeps it$/);
    expect(describeCheck('rose.jpg', checked({ restricted }), 'zh')).toContain(
      '最早日期 2024-05-06，请联系office@example.org',
    );
  });

  it('prints nothing of a contact that a terminal would take for an order', () => {
    const contact = '\u001b[2Jx';
    const text = describeCheck('rose.jpg', checked({ restricted: [{ ...restricted[0]!, contact }] }), 'en');
    expect(text).not.toContain('\u001b');
  });

  it('names the earliest evidence of a work in whichever version was found', () => {
    const text = describeCheck('rose.jpg', checked({ candidates: [candidate] }), 'en');
    expect(text).toContain('2019-05-06');
    expect(text).not.toMatch(/2024-03-01|2010-01-01|2001-01-01/);
  });
});
