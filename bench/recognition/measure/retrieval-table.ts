import { type ClusteredRate, clusteredRate } from '../statistics/clustered-rate.ts';
import {
  cellWeights,
  microAveragePrecision,
  type Prediction,
  recallAtFalseAlarms,
  recallAtPrecision,
} from '../statistics/retrieval.ts';
import { hasOriginal, type ScoredCheck } from './scored-check.ts';

export interface CellRates {
  readonly source: 'generated' | 'reference';
  readonly edit: string;
  readonly severity: number;
  readonly first: ClusteredRate;
  readonly inTen: ClusteredRate;
}

/** Rates of the checks that have an original, a row for each edit × severity of each source. */
export function cellRates(scored: readonly ScoredCheck[]): CellRates[] {
  const cells = new Map<string, ScoredCheck[]>();
  for (const one of scored) {
    if (!hasOriginal(one.check)) continue;
    const key = `${one.check.source} ${one.check.edit} ${one.check.severity}`;
    cells.set(key, [...(cells.get(key) ?? []), one]);
  }
  return [...cells.values()].map((of) => {
    const { source, edit, severity } = of[0]!.check;
    return { source, edit, severity, first: rateWithin(of, 1), inTen: rateWithin(of, 10) };
  });
}

/** Share of the checks whose original is among the first `rank`. */
export const rateWithin = (of: readonly ScoredCheck[], rank: number): ClusteredRate =>
  clusteredRate(
    of.map(({ check, rightRank }) => ({ cluster: check.design, hit: rightRank !== undefined && rightRank <= rank })),
  );

export interface RetrievalSummary {
  readonly checks: number;
  readonly first: number;
  readonly microAveragePrecision: number;
  readonly recallAtPrecision90: number;
  readonly recallAtNoFalseAlarm: number;
  readonly recallAtOnePercent: number;
}

/** Records of a check that enter µAP. */
const PREDICTIONS_A_CHECK = 10;

/** Every cell weighs the same, checks with and without an original half each. */
export function retrievalSummary(scored: readonly ScoredCheck[]): RetrievalSummary {
  const weights = cellWeights(scored.map(({ check }) => ({ cell: cellOf(check), hasOriginal: hasOriginal(check) })));
  const predictions = scored.flatMap(({ check, ranked }, i) =>
    ranked
      .slice(0, PREDICTIONS_A_CHECK)
      .map(({ name, score }): Prediction => ({ score, right: check.originals.includes(name), weight: weights[i]! })),
  );
  const positives = scored.reduce(
    (sum, { check }, i) => sum + (hasOriginal(check) ? weights[i]! * check.originals.length : 0),
    0,
  );
  const checks = scored.map(({ check, rightScore, wrongScore }, i) => ({
    weight: weights[i]!,
    hasOriginal: hasOriginal(check),
    rightScore,
    wrongScore,
  }));
  const found = scored.reduce((sum, { rightRank }, i) => sum + (rightRank === 1 ? weights[i]! : 0), 0);
  return {
    checks: scored.length,
    first: found / 0.5,
    microAveragePrecision: microAveragePrecision(predictions, positives),
    recallAtPrecision90: recallAtPrecision(predictions, positives, 0.9),
    recallAtNoFalseAlarm: recallAtFalseAlarms(checks, 0),
    recallAtOnePercent: recallAtFalseAlarms(checks, 0.01),
  };
}

/** Look-alikes of all kinds and unrelated designs: one cell each, so that neither drowns in the other. */
const cellOf = ({ kind, edit, severity }: ScoredCheck['check']): string =>
  kind === 'copy' ? `${edit}/${severity}` : kind;
