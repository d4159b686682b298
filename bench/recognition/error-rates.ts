import { STRONG_GRADES } from '../../engine/index.ts';
import type { GradeRow } from './measure/grade-table.ts';
import type { RecognitionReport } from './report.ts';
import { exactInterval } from './statistics/exact-bound.ts';

interface ErrorRate {
  readonly hits: number;
  readonly n: number;
  /** Ends of the exact 95 % interval, as if checks were independent. */
  readonly lower: number;
  readonly upper: number;
}

/** What a report may quote of the engine's errors, as long as it runs with these very versions. */
export interface ErrorRates {
  readonly format: 1;
  readonly versions: Readonly<Record<string, string>>;
  readonly measuredOn: string;
  readonly library: number;
  /** Copies of registered pictures: how many originals got which grade, by edit; those that were not found at all are in none. */
  readonly copies: readonly (Pick<GradeRow, 'source' | 'edit' | 'n' | 'grades'> & {
    readonly strong: ErrorRate;
  })[];
  /** Checks in which another design got a strong grade. */
  readonly wrongStrong: {
    readonly unrelated: ErrorRate;
    readonly copiesOfOthers: ErrorRate;
    readonly lookAlikes: ErrorRate;
  };
  /** Cost of the likelihood ratios, half of the different sources look-alikes; null where none are stated. */
  readonly likelihoodCost: { readonly cllr: number; readonly cllrMin: number } | null;
}

const rateOf = (hits: number, n: number): ErrorRate => ({ hits, n, ...exactInterval(hits, n) });

export function errorRates(report: RecognitionReport, measuredOn: string): ErrorRates {
  const wrong = ({ rate: { hits, n } }: RecognitionReport['unrelated']): ErrorRate => rateOf(hits, n);
  const { cllr, cllrMin } = report.likelihood.both;
  return {
    format: 1,
    versions: report.versions,
    measuredOn,
    library: report.library,
    copies: report.grades.map((row) => ({
      ...row,
      strong: rateOf(
        STRONG_GRADES.reduce((sum, grade) => sum + row.grades[grade], 0),
        row.n,
      ),
    })),
    wrongStrong: {
      unrelated: wrong(report.unrelated),
      copiesOfOthers: wrong(report.copiesElsewhere),
      lookAlikes: wrong(report.lookAlikes),
    },
    likelihoodCost: cllr === undefined ? null : { cllr, cllrMin },
  };
}
