import type { Candidate } from './check-result.ts';
import type { DatedFact } from './pattern.ts';

/** A date of a work, and the version of it that it is of. */
export interface WorkDate {
  readonly fact: DatedFact;
  readonly version: Pick<Candidate, 'id' | 'title'>;
}

type Found = Pick<Candidate, 'id' | 'title' | 'dates' | 'otherVersions'>;

/** The dates of a work: of the version that a check shows, and of the others in which it found something too. */
export function datesOfWork({ otherVersions = [], ...shown }: Found): readonly WorkDate[] {
  const found = [shown, ...otherVersions.filter(({ grade }) => grade !== 'no-match')];
  return found.flatMap((version) => version.dates.map((fact) => ({ fact, version })));
}

/**
 * The earliest date at which something better than somebody's word shows the work to have existed, in whichever version; undefined
 * where there is none.
 */
export function earliestOfWork(work: Found): WorkDate | undefined {
  const evidenced = datesOfWork(work).filter(({ fact }) => fact.evidence !== 'stated');
  return evidenced.reduce<WorkDate | undefined>(
    (earliest, one) =>
      earliest === undefined || Date.parse(one.fact.date) < Date.parse(earliest.fact.date) ? one : earliest,
    undefined,
  );
}
