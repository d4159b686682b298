import type { CalendarDate } from './calendar/dates.ts';
import { STRONG_GRADES } from './triage.ts';

/** An earlier work that a check found, as far as it bears on good faith. */
export interface EarlierWork {
  readonly id: string;
  readonly grade: string;
  readonly owner: string | null;
  /** Whether it belongs to the same applicant or to the same family of versions. */
  readonly own: boolean;
  /** Dates with their class of evidence; what is only stated proves nothing. */
  readonly dates: readonly { readonly date: string; readonly evidence: string }[];
}

export interface BadFaithNotice {
  readonly work: string;
  readonly owner: string | null;
  readonly grade: string;
  /** How the earlier existence is evidenced. */
  readonly evidence: string;
  readonly earlierOn: CalendarDate;
}

const EVIDENCE = ['registration', 'deposit', 'publication', 'recorded'];

/**
 * Works of others, evidenced earlier than the applicant says that the work came about, that are the same drawing. A notice to staff who look into it, never a
 * verdict: an honest applicant may not know of the other, or may hold a right to it.
 */
export function badFaithNotices(works: readonly EarlierWork[], createdOn: CalendarDate): readonly BadFaithNotice[] {
  return works.flatMap(({ id, grade, owner, own, dates }) => {
    if (own || !STRONG_GRADES.has(grade)) return [];
    const earlier = dates
      .filter(({ date, evidence }) => EVIDENCE.includes(evidence) && date.slice(0, 10) < createdOn)
      .sort((a, b) => a.date.localeCompare(b.date))[0];
    return earlier === undefined
      ? []
      : [{ work: id, owner, grade, evidence: earlier.evidence, earlierOn: earlier.date.slice(0, 10) }];
  });
}
