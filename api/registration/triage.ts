/** Grades of a check as contracts name them, most serious first. */
const RISK_OF_GRADE: Readonly<Record<string, number>> = {
  identical: 4,
  'substantially-similar': 3,
  'not-comparable': 2,
  'partly-similar': 2,
  'common-elements-only': 1,
  'no-match': 0,
};

/** Grades by which a work counts as found at all. */
export const FOUND_GRADES: ReadonlySet<string> = new Set(['identical', 'substantially-similar', 'partly-similar']);

export const STRONG_GRADES: ReadonlySet<string> = new Set(['identical', 'substantially-similar']);

export const QUEUES = ['clear', 'duplicate-review'] as const;
export type Queue = (typeof QUEUES)[number];

export interface TriageFacts {
  /** Grade of each earlier work found that is not of the applicant's own family. */
  readonly grades: readonly string[];
  /** Whether a notice of possible bad faith was raised. */
  readonly badFaith: boolean;
  /** Whether another pending case holds the very same picture. */
  readonly claimedTwice: boolean;
}

/**
 * Where a submission waits, and at what risk from 0 to 5: 0 and 1 are clear, everything above is doubtful. A picture that cannot be compared is doubtful,
 * since nothing was found out about it.
 */
export function triage({ grades, badFaith, claimedTwice }: TriageFacts): {
  readonly queue: Queue;
  readonly risk: number;
} {
  const worst = Math.max(0, ...grades.map((grade) => RISK_OF_GRADE[grade] ?? 2));
  const risk = Math.min(5, Math.max(worst, claimedTwice ? 4 : 0) + (badFaith ? 1 : 0));
  return { queue: risk >= 2 ? 'duplicate-review' : 'clear', risk };
}
