import { STRONG_GRADES } from '../../../engine/index.ts';
import type { Answer, Ranked } from '../answer.ts';
import type { Check } from '../plan.ts';
import { type ClusteredRate, clusteredRate } from '../statistics/clustered-rate.ts';
import { exactInterval } from '../statistics/exact-bound.ts';

export interface FalseFinding {
  readonly check: string;
  readonly record: string;
  readonly grade: string;
  readonly logOdds: number;
  readonly content: string;
}

export interface FalseFindings {
  readonly rate: ClusteredRate;
  /** Upper end of the exact 95 % interval, as if checks were independent. */
  readonly exactUpper: number;
  /** Checks with a wrong strong grade, by family. */
  readonly byFamily: Readonly<Record<string, number>>;
  readonly findings: readonly FalseFinding[];
}

const isStrong = ({ grade }: Ranked): boolean => STRONG_GRADES.includes(grade);

/** Checks in which a record that is not the original got a strong grade. */
export function falseFindings(checks: readonly Check[], answers: ReadonlyMap<string, Answer>): FalseFindings {
  const found = checks.flatMap((check) => {
    const answer = answers.get(check.id);
    if (answer?.status !== 'checked') return [];
    const wrong = answer.ranked.find((record) => isStrong(record) && !check.originals.includes(record.name));
    return [{ check, answer, wrong }];
  });
  const findings = found.flatMap(({ check, answer, wrong }) =>
    wrong
      ? [{ check: check.id, record: wrong.name, grade: wrong.grade, logOdds: wrong.logOdds, content: answer.content }]
      : [],
  );
  const byFamily: Record<string, number> = {};
  for (const { check, wrong } of found) if (wrong) byFamily[check.family] = (byFamily[check.family] ?? 0) + 1;
  return {
    rate: clusteredRate(found.map(({ check, wrong }) => ({ cluster: check.design, hit: wrong !== undefined }))),
    exactUpper: found.length ? exactInterval(findings.length, found.length).upper : 1,
    byFamily,
    findings,
  };
}
