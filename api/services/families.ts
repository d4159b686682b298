import { GRADES } from '../../engine/index.ts';
import type { Candidate } from '../schemas/check-result.ts';
import type { WorkVersion } from '../schemas/pattern.ts';
import { earliestOfWork } from '../schemas/work-dates.ts';
import { readFamilies } from '../store/applications/family-rows.ts';
import { listFamilyRecords } from '../store/applications/work-rows.ts';
import type { Queryable } from '../store/database.ts';
import { findRecords, readPatterns } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import { datesOf } from './dated-facts.ts';
import { maySee } from './visibility.ts';

/** Versions named with a record, at most. */
const VERSIONS_NAMED = 50;

/**
 * Which family each work belongs to: versions of one design from draft to finished cloth, as their applicant declared them when
 * filing. A work that was not filed here is a family of its own. Never by likeness: what looks alike is not therefore one work.
 */
export async function familyFinder(db: Queryable, works: readonly string[]): Promise<(work: string) => string> {
  const families = await readFamilies(db, works);
  return (work) => families.get(work) ?? work;
}

/** The other versions of a work that the actor may see, in the order of recording; of those that he may not see he learns nothing. */
export async function otherVersionsOf(db: Queryable, work: string, actor: Actor): Promise<WorkVersion[]> {
  const family = (await readFamilies(db, [work])).get(work);
  if (family === undefined) return [];
  const filed = await listFamilyRecords(db, family);
  const familyOf = await familyFinder(db, filed);
  const seen = (await findRecords(db, filed))
    .filter((record) => record.id !== work && familyOf(record.id) === family)
    .filter((record) => !record.removed && maySee(actor, record))
    .map(({ key }) => key)
    .sort((one, other) => one - other)
    .slice(0, VERSIONS_NAMED);
  const stored = await readPatterns(db, seen);
  return seen.flatMap((key) => {
    const version = stored.get(key);
    return version === undefined ? [] : [{ id: version.id, title: version.title, dates: datesOf(version) }];
  });
}

/**
 * Shows each family once, by the version that is most alike, with the others named beside it. Among works that are as much alike the one
 * comes first that is evidenced earliest, in whichever version.
 */
export function asFamilies(candidates: readonly Candidate[], familyOf: (work: string) => string): Candidate[] {
  const shown = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const family = familyOf(candidate.id);
    const first = shown.get(family);
    if (first === undefined) shown.set(family, candidate);
    else {
      const { id, title, grade, score, dates } = candidate;
      shown.set(family, {
        ...first,
        otherVersions: [...(first.otherVersions ?? []), { id, title, grade, score, dates }],
      });
    }
  }
  return [...shown.values()].sort((a, b) => b.score - a.score || evidencedAtMs(a) - evidencedAtMs(b));
}

function evidencedAtMs(candidate: Candidate): number {
  const earliest = earliestOfWork(candidate);
  return earliest === undefined ? Number.POSITIVE_INFINITY : Date.parse(earliest.fact.date);
}

/**
 * Of works that somebody may not see, the one of each family that is most alike, with the dates of all its versions that were found,
 * and none of a family of which he sees a version that is as much alike: he learns of a work once.
 */
export function hiddenFamilies<Work extends { readonly candidate: Pick<Candidate, 'id' | 'grade' | 'dates'> }>(
  hidden: readonly Work[],
  seen: readonly Pick<Candidate, 'id' | 'grade'>[],
  familyOf: (work: string) => string,
): Work[] {
  const most = new Map<string, Work>();
  for (const work of hidden) {
    if (work.candidate.grade === 'no-match') continue;
    const family = familyOf(work.candidate.id);
    const other = most.get(family);
    const shown = other === undefined || rank(work.candidate) < rank(other.candidate) ? work : other;
    const dates = [...(other?.candidate.dates ?? []), ...work.candidate.dates];
    most.set(family, { ...shown, candidate: { ...shown.candidate, dates } });
  }
  return [...most].flatMap(([family, work]) =>
    seen.some((one) => familyOf(one.id) === family && rank(one) <= rank(work.candidate)) ? [] : [work],
  );
}

/** The most serious grade comes first. */
const rank = ({ grade }: Pick<Candidate, 'grade'>): number => GRADES.indexOf(grade);
