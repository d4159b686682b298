import { type ErrorRates, STRONG_GRADES } from '../../engine/index.ts';
import type { RecognitionReport } from './report.ts';
import { exactInterval } from './statistics/exact-bound.ts';

type ErrorRate = ErrorRates['wrongStrong']['unrelated'];

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
