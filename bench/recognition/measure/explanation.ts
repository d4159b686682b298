import type { EditCode } from '../../../engine/index.ts';
import { STRONG_GRADES } from '../../../engine/index.ts';
import type { Answer } from '../answer.ts';
import type { Check } from '../plan.ts';
import { type ClusteredRate, clusteredRate } from '../statistics/clustered-rate.ts';
import { angleErrorDeg, regionIou, scaleError } from '../statistics/explanation-errors.ts';

export interface ExplanationRates {
  /** Found copies: the original was first, with a strong grade. */
  readonly found: number;
  readonly exactSet: ClusteredRate;
  readonly angleWithin2Deg: ClusteredRate;
  readonly scaleWithin5Percent: ClusteredRate;
  /** Median intersection over union of the stated and the true region, in the query. */
  readonly medianIou: number;
  readonly ious: number;
  readonly byEdit: readonly { readonly edit: string; readonly exactSet: ClusteredRate; readonly said: string }[];
}

/** Encoding and blur leave no trace that the engine measures; they are left out of both sets. */
const UNMEASURED: readonly EditCode[] = ['re-encoded', 'blurred'];

export function explanationRates(checks: readonly Check[], answers: ReadonlyMap<string, Answer>): ExplanationRates {
  const found = checks.flatMap((check) => {
    const answer = answers.get(check.id);
    const right = answer?.right;
    return check.kind === 'copy' && answer?.truth && right?.rank === 1 && STRONG_GRADES.includes(right.grade)
      ? [{ check, answer, right, truth: answer.truth }]
      : [];
  });
  const named = found.map(({ check, right, truth }) => ({
    cluster: check.design,
    edit: check.edit,
    said: setOf(right.edits.map(({ code }) => code)),
    hit: setOf(right.edits.map(({ code }) => code)) === setOf(truth.codes),
  }));
  const ious = found.flatMap(({ answer, right, truth }) => {
    if (!truth.region) return [];
    const [widthPx, heightPx] = answer.size;
    const iou = regionIou(right.region.query, truth.region.edited, { widthPx, heightPx }, 96);
    return Number.isNaN(iou) ? [] : [iou];
  });
  return {
    found: found.length,
    exactSet: clusteredRate(named),
    angleWithin2Deg: clusteredRate(
      found.flatMap(({ check, right, truth }) =>
        check.edit === 'turn' && right.transform
          ? [{ cluster: check.design, hit: angleErrorDeg(angleOf(right.transform.matrix), -truth.angleDeg!) <= 2 }]
          : [],
      ),
    ),
    scaleWithin5Percent: clusteredRate(
      found.flatMap(({ check, right, truth }) =>
        (check.edit === 'scale-down' || check.edit === 'scale-up' || check.edit === 'resize') && right.transform
          ? [{ cluster: check.design, hit: scaleError(scaleOf(right.transform.matrix), 1 / truth.scale!) <= 0.05 }]
          : [],
      ),
    ),
    medianIou: median(ious),
    ious: ious.length,
    byEdit: [...new Set(named.map(({ edit }) => edit))].map((edit) => {
      const of = named.filter((one) => one.edit === edit);
      return {
        edit,
        exactSet: clusteredRate(of),
        said: mostCommon(of.filter(({ hit }) => !hit).map(({ said }) => said)),
      };
    }),
  };
}

const setOf = (codes: readonly EditCode[]): string =>
  [...new Set(codes)]
    .filter((code) => !UNMEASURED.includes(code))
    .sort()
    .join(' + ');

/** Counter-clockwise as seen, of a matrix that acts on y downwards. */
const angleOf = (m: readonly number[]): number => (-Math.atan2(m[3]!, m[0]!) * 180) / Math.PI;
const scaleOf = (m: readonly number[]): number => Math.sqrt(Math.abs(m[0]! * m[4]! - m[1]! * m[3]!));

const median = (values: readonly number[]): number =>
  values.length ? [...values].sort((a, b) => a - b)[values.length >> 1]! : Number.NaN;

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best ? `${best[0] || 'nothing'} (${best[1]})` : '';
}
