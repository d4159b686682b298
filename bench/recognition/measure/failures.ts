import type { Answer } from '../answer.ts';
import type { Check } from '../plan.ts';

export const FAILURE_KINDS = ['not-comparable', 'not-retrieved', 'misjudged', 'outranked'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface Failure {
  readonly check: string;
  readonly kind: FailureKind;
  readonly content: string;
  /** The original's log-odds and the first record's. */
  readonly right: number | null;
  readonly first: { readonly name: string; readonly logOdds: number } | null;
}

/** log-odds from which on verification took the pair for one drawing. */
const JUDGED_SAME = 0;

/**
 * Why an original was not first. `not-retrieved`: search did not hand it to verification, though that would have known it; `misjudged`: verification does not know it, retrieved or not;
 * `outranked`: verification knew it, and another record was judged better.
 */
export function failuresOf(checks: readonly Check[], answers: ReadonlyMap<string, Answer>): Failure[] {
  return checks.flatMap((check) => {
    const answer = answers.get(check.id);
    if (check.kind !== 'copy' || !answer || answer.right?.rank === 1) return [];
    const right = answer.right?.logOdds ?? null;
    const [first] = answer.ranked;
    const failure = {
      check: check.id,
      content: answer.content,
      right,
      first: first ? { name: first.name, logOdds: first.logOdds } : null,
    };
    return [{ ...failure, kind: kindOf(answer) }];
  });
}

function kindOf({ status, right }: Answer): FailureKind {
  if (status !== 'checked') return 'not-comparable';
  if (!right || right.logOdds < JUDGED_SAME) return 'misjudged';
  return right.rank === null ? 'not-retrieved' : 'outranked';
}
