import type { Answer, Ranked } from '../answer.ts';
import type { Check } from '../plan.ts';
import { cllr, cllrMin, type LabelledPairs } from '../statistics/likelihood-ratio.ts';

export interface LikelihoodCosts {
  readonly same: number;
  readonly different: number;
  /** Undefined while the engine states no likelihood ratios. */
  readonly cllr: number | undefined;
  readonly cllrMin: number;
}

export interface LikelihoodTable {
  /** Different sources: half look-alikes, half unrelated designs. */
  readonly both: LikelihoodCosts;
  readonly lookAlikes: LikelihoodCosts;
  readonly unrelated: LikelihoodCosts;
}

/** Same source: a copy and its original. Different sources: a query and its best-ranked wrong record. */
export function likelihoodTable(checks: readonly Check[], answers: ReadonlyMap<string, Answer>): LikelihoodTable {
  const same: Ranked[] = [];
  const wrong = { 'look-alike': [] as Ranked[], 'left-out': [] as Ranked[] };
  for (const check of checks) {
    const answer = answers.get(check.id);
    if (answer?.status !== 'checked') continue;
    if (check.kind === 'copy') {
      if (answer.right) same.push(answer.right);
    } else if (answer.ranked[0]) wrong[check.kind].push(answer.ranked[0]);
  }
  const n = Math.min(wrong['look-alike'].length, wrong['left-out'].length);
  return {
    both: costs(same, [...wrong['look-alike'].slice(0, n), ...wrong['left-out'].slice(0, n)]),
    lookAlikes: costs(same, wrong['look-alike']),
    unrelated: costs(same, wrong['left-out']),
  };
}

function costs(same: readonly Ranked[], different: readonly Ranked[]): LikelihoodCosts {
  const of = (value: (record: Ranked) => number): LabelledPairs => ({
    same: same.map(value),
    different: different.map(value),
  });
  const stated = [...same, ...different].every(({ log10LR }) => log10LR !== null);
  return {
    same: same.length,
    different: different.length,
    cllr: stated && same.length && different.length ? cllr(of(({ log10LR }) => log10LR!)) : undefined,
    cllrMin: same.length && different.length ? cllrMin(of(({ logOdds }) => logOdds)) : Number.NaN,
  };
}
