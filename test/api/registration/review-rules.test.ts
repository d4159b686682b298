import { describe, expect, it } from 'vitest';
import { krippendorffAlpha, majorityShare } from '../../../api/registration/agreement.ts';
import { badFaithNotices } from '../../../api/registration/bad-faith.ts';
import { panelOutcome } from '../../../api/registration/panel.ts';
import { REASONS, reasonsFor } from '../../../api/registration/reasons.ts';
import { formatNumber, seriesOf } from '../../../api/registration/registration-number.ts';
import { secondReviewReason } from '../../../api/registration/second-review.ts';
import { EVENTS } from '../../../api/registration/states.ts';
import { TRANSITIONS } from '../../../api/registration/transitions.ts';
import { triage } from '../../../api/registration/triage.ts';

const sample = { seed: 'of the office', share: 0.1 };

describe('second review', () => {
  it('is due for every refusal and for a grant against a strong finding', () => {
    const none = { ...sample, share: 0 };
    expect(secondReviewReason({ outcome: 'refusal', strongFinding: false, caseId: 'x' }, none)).toBe('refusal');
    expect(secondReviewReason({ outcome: 'grant', strongFinding: true, caseId: 'x' }, none)).toBe('strong-finding');
    expect(secondReviewReason({ outcome: 'grant', strongFinding: false, caseId: 'x' }, none)).toBeNull();
  });

  it('is due for a sample of the rest, the same cases under the same seed', () => {
    const drawn = (seed: string) =>
      Array.from({ length: 5_000 }, (_, i) => `AP-${i}`).filter(
        (caseId) =>
          secondReviewReason({ outcome: 'grant', strongFinding: false, caseId }, { ...sample, seed }) === 'sample',
      );
    // 5,000 draws at 0.1: four standard deviations are 85.
    expect(Math.abs(drawn('one').length - 500)).toBeLessThan(85);
    expect(drawn('one')).toEqual(drawn('one'));
    expect(drawn('one')).not.toEqual(drawn('other'));
  });
});

describe('triage', () => {
  const facts = { grades: [], badFaith: false, claimedTwice: false };

  it('keeps clear what agrees with nothing or with common elements only', () => {
    expect(triage(facts)).toEqual({ queue: 'clear', risk: 0 });
    expect(triage({ ...facts, grades: ['no-match', 'common-elements-only'] })).toEqual({ queue: 'clear', risk: 1 });
  });

  it('doubts by the most serious finding, a picture claimed twice and a notice of bad faith', () => {
    expect(triage({ ...facts, grades: ['partly-similar', 'identical'] })).toEqual({
      queue: 'duplicate-review',
      risk: 4,
    });
    expect(triage({ ...facts, grades: ['not-comparable'] })).toEqual({ queue: 'duplicate-review', risk: 2 });
    expect(triage({ ...facts, claimedTwice: true })).toEqual({ queue: 'duplicate-review', risk: 4 });
    expect(triage({ ...facts, grades: ['substantially-similar'], badFaith: true })).toEqual({
      queue: 'duplicate-review',
      risk: 4,
    });
  });
});

describe('a notice of possible bad faith', () => {
  const work = {
    id: 'SP-1',
    grade: 'identical',
    owner: 'Studio A',
    own: false,
    dates: [
      { date: '2020-02-01', evidence: 'registration' },
      { date: '2019-01-01', evidence: 'publication' },
      { date: '1990-01-01', evidence: 'stated' },
    ],
  };

  it('names the work of another that is evidenced earlier, by its earliest evidence', () => {
    expect(badFaithNotices([work], '2021-01-01')).toEqual([
      { work: 'SP-1', owner: 'Studio A', grade: 'identical', evidence: 'publication', earlierOn: '2019-01-01' },
    ]);
  });

  it('is not raised for a family of one designer, a weak finding, a later work, or a date that is only stated', () => {
    expect(badFaithNotices([{ ...work, own: true }], '2021-01-01')).toEqual([]);
    expect(badFaithNotices([{ ...work, grade: 'partly-similar' }], '2021-01-01')).toEqual([]);
    expect(badFaithNotices([work], '2019-01-01')).toEqual([]);
    expect(badFaithNotices([{ ...work, dates: [work.dates[2]!] }], '2021-01-01')).toEqual([]);
  });
});

describe('agreement among experts', () => {
  it('gives alpha of a published example', () => {
    // Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal data of four observers: alpha = 0.743.
    const table = [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ].map((row) => row.split(' '));
    const units = Array.from({ length: 12 }, (_, i) => table.map((row) => row[i]!).filter((value) => value !== '.'));
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743, 3);
  });

  it('is null where nothing can be compared, 1 where all agree', () => {
    expect(krippendorffAlpha([['a'], ['b']])).toBeNull();
    expect(krippendorffAlpha([['a', 'a', 'a']])).toBeNull();
    expect(
      krippendorffAlpha([
        ['a', 'a'],
        ['b', 'b'],
      ]),
    ).toBe(1);
    expect(majorityShare([])).toBeNull();
    expect(majorityShare(['a', 'b', 'a', 'a'])).toBe(0.75);
  });
});

describe('a panel', () => {
  it('concludes by majority once it has its quorum', () => {
    expect(panelOutcome('expert-panel', ['grant', 'grant'])).toEqual({ concluded: false, given: 2, quorum: 3 });
    expect(panelOutcome('expert-panel', ['grant', 'refuse', 'grant'])).toMatchObject({
      concluded: true,
      outcome: 'grant',
    });
    expect(panelOutcome('lay-panel', ['grant', 'refuse', 'grant', 'refuse', 'refuse', 'grant'])).toMatchObject({
      outcome: 'refuse',
    });
  });
});

describe('reasons and numbers', () => {
  it('list a reason for every event that needs one, and for no other', () => {
    const needing = new Set(
      TRANSITIONS.filter(({ needs }) => needs.includes('listed-reason')).map(({ event }) => event),
    );
    const listed = Object.keys(REASONS).filter((event) => event !== 'object' && event !== 'register');
    expect([...needing].filter((event) => event !== 'register').sort()).toEqual(listed.sort());
    for (const event of EVENTS) expect(reasonsFor(event).length > 0).toBe(Object.hasOwn(REASONS, event));
    for (const event of Object.keys(REASONS)) expect(EVENTS).toContain(event);
  });

  it('say in the number what it is, year by year', () => {
    expect(formatNumber(seriesOf('浙', 'works', 2026), 12)).toBe('浙作登字-2026-00000012');
    expect(formatNumber(seriesOf('浙', 'folk-works', 2026), 1)).toBe('浙民文备字-2026-00000001');
  });
});
