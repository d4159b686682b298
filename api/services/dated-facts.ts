import { DATE_EVIDENCE, type DatedFact, datedFactSchema } from '../schemas/pattern.ts';
import type { StoredPattern } from '../store/pattern-rows.ts';

/** Every date of a record, our own note of its coming in included: best evidenced first, then earliest. */
export function datesOf({ facts, recordedAt }: StoredPattern): DatedFact[] {
  const recorded: DatedFact = { kind: 'recorded', date: recordedAt.toISOString(), evidence: 'recorded' };
  return [...facts.map((fact) => datedFactSchema.parse(fact)), recorded].sort(
    (a, b) =>
      DATE_EVIDENCE.indexOf(a.evidence) - DATE_EVIDENCE.indexOf(b.evidence) || Date.parse(a.date) - Date.parse(b.date),
  );
}

/**
 * The earliest moment, in milliseconds, at which something better than somebody's word shows the pattern to have existed.
 * The day of recording always does.
 */
export function earliestEvidencedMs(dates: readonly DatedFact[]): number {
  return Math.min(...dates.filter(({ evidence }) => evidence !== 'stated').map(({ date }) => Date.parse(date)));
}
