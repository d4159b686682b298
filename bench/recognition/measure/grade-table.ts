import { GRADES, type Grade } from '../../../engine/core/vocabulary.ts';
import type { Answer } from '../answer.ts';
import type { Check } from '../plan.ts';

/** What grade originals get after one edit: the rest of `n` was not found among the records looked at. */
export interface GradeRow {
  readonly source: Check['source'];
  readonly edit: string;
  readonly n: number;
  readonly grades: Readonly<Record<Grade, number>>;
}

export function gradeTable(checks: readonly Check[], answers: ReadonlyMap<string, Answer>): GradeRow[] {
  const rows = new Map<string, GradeRow & { n: number; grades: Record<Grade, number> }>();
  for (const { id, kind, source, edit } of checks) {
    const answer = answers.get(id);
    if (kind !== 'copy' || !answer) continue;
    const key = `${source} ${edit}`;
    const row = rows.get(key) ?? { source, edit, n: 0, grades: noGrades() };
    rows.set(key, row);
    row.n += 1;
    if (answer.right && answer.right.rank !== null) row.grades[answer.right.grade] += 1;
    else if (answer.status !== 'checked') row.grades['not-comparable'] += 1;
  }
  return [...rows.values()];
}

const noGrades = () => Object.fromEntries(GRADES.map((grade) => [grade, 0])) as Record<Grade, number>;
