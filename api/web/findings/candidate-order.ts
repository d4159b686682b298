import type { Candidate } from '../../schemas/check-result.ts';
import type { DatedFact } from '../../schemas/pattern.ts';
import { earliestOfWork } from '../../schemas/work-dates.ts';

/** From the most to the least serious. Written out so that the engine is not bundled; a test holds it equal to the engine's list. */
export const GRADE_ORDER = [
  'identical',
  'substantially-similar',
  'partly-similar',
  'common-elements-only',
  'no-match',
  'not-comparable',
] as const;

/** Scores closer than this are shown as equal. */
const EQUAL_SCORE = 0.01;

/** The earliest date that more than a statement stands behind; null where there is none. */
export function earliestEvidenced(dates: readonly DatedFact[]): DatedFact | null {
  let earliest: DatedFact | null = null;
  for (const fact of dates) {
    if (fact.evidence === 'stated') continue;
    if (earliest === null || Date.parse(fact.date) < Date.parse(earliest.date)) earliest = fact;
  }
  return earliest;
}

/** Of the work, in whichever of the versions found. */
const evidencedAtMs = (candidate: Candidate): number => {
  const earliest = earliestOfWork(candidate);
  return earliest === undefined ? Number.POSITIVE_INFINITY : Date.parse(earliest.fact.date);
};

/** By grade, then score; among equals the earliest evidenced first. */
export function orderCandidates(candidates: readonly Candidate[]): Candidate[] {
  const bucket = (score: number): number => Math.round(score / EQUAL_SCORE);
  return [...candidates].sort((a, b) => {
    const byGrade = GRADE_ORDER.indexOf(a.grade) - GRADE_ORDER.indexOf(b.grade);
    if (byGrade !== 0) return byGrade;
    const byScore = bucket(b.score) - bucket(a.score);
    if (byScore !== 0) return byScore;
    const [earlierMs, laterMs] = [evidencedAtMs(a), evidencedAtMs(b)];
    return earlierMs === laterMs ? 0 : earlierMs - laterMs;
  });
}

/** Among the candidates that share the most serious grade, the one with the earliest evidenced date; null if that is not a finding. */
export function earliestOfTopGrade(ordered: readonly Candidate[]): string | null {
  const top = ordered[0];
  if (top === undefined || top.grade === 'no-match' || top.grade === 'not-comparable') return null;
  let best: Candidate | null = null;
  for (const candidate of ordered) {
    if (candidate.grade !== top.grade || !Number.isFinite(evidencedAtMs(candidate))) continue;
    if (best === null || evidencedAtMs(candidate) < evidencedAtMs(best)) best = candidate;
  }
  return best === null ? null : best.id;
}
