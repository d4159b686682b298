import { parseArgs } from 'node:util';
import { FUSION_INPUTS, type FusionWeights, fusionInputs } from '../engine/pipeline/grade/fusion.ts';
import { measurementsOf } from '../engine/pipeline/grade/measurements.ts';
import { type PairRow, pairRows } from './decision-data.ts';
import { quantile, wilsonRate } from './statistics.ts';

/*
 * npx tsx bench/fit-fusion.ts [--train N] [--calibration N] [--again]
 * Fits the weights of engine/pipeline/grade/fusion.ts on pairs of generated designs and prints them with what they reach on folds cut by design.
 * What the rules reach with them is printed by bench/decision-report.ts.
 */

/** L2 penalty per pair on standardised inputs: enough to keep nearly separable data from growing weights without bound. */
const PENALTY = 0.003;
const FOLDS = 5;
/**
 * Weights that are given, not fitted. Wrong records are in the data because their embedding is near or because they were drawn as look-alikes in the same colours, so
 * that a fit sees nothing in either; but against strangers both tell, and where look-alikes count too they cost nothing (bench/README.md has the trial).
 */
const GIVEN_WEIGHTS = { embedding: 2, colour: 1.2 } as const;
const isGiven = (name: string): name is keyof typeof GIVEN_WEIGHTS => name in GIVEN_WEIGHTS;
const FITTED = FUSION_INPUTS.filter((name) => !isGiven(name));

interface Example {
  readonly x: readonly number[];
  /** Log-odds that are there before anything is fitted. */
  readonly given: number;
  readonly y: 0 | 1;
  readonly weight: number;
}

const examplesOf = (rows: readonly PairRow[]): Example[] => {
  const count = (test: (row: PairRow) => boolean): number => rows.filter(test).length;
  const isStrange = (row: PairRow): boolean => row.label === 'found' || row.label === 'family';
  const same = count((row) => row.label === 'same');
  const strange = count(isStrange);
  return rows.map((row) => {
    const inputs = fusionInputs(measurementsOf(row.verification, row.channels, []));
    const y = row.label === 'same' ? 1 : 0;
    // Copies and others count the same in all: the score is evidence, not a share of this sample. Strangers are many and easy, look-alikes few and hard.
    const weight = y ? 0.5 / same : isStrange(row) ? 0.25 / strange : 0.25 / (rows.length - same - strange);
    return {
      x: FITTED.map((name) => inputs[name]),
      given: GIVEN_WEIGHTS.embedding * inputs.embedding + GIVEN_WEIGHTS.colour * inputs.colour,
      y,
      weight,
    };
  });
};

/** Inputs whose weight comes out negative are dropped one by one, the worst first: more evidence must not lower the score. */
function fitMonotone(examples: readonly Example[]): { bias: number; weights: number[] } {
  const used = FITTED.map((_, k) => k);
  for (;;) {
    const fit = fitLogistic(examples.map(({ x, ...rest }) => ({ ...rest, x: used.map((k) => x[k]!) })));
    const lowest = fit.weights.indexOf(Math.min(...fit.weights));
    if (fit.weights[lowest]! >= 0)
      return { bias: fit.bias, weights: FITTED.map((_, k) => fit.weights[used.indexOf(k)] ?? 0) };
    used.splice(lowest, 1);
  }
}

/** Logistic regression by Newton steps on standardised inputs, given back in the inputs' own units. */
function fitLogistic(examples: readonly Example[]): { bias: number; weights: number[] } {
  const size = examples[0]!.x.length;
  const mean = Array.from({ length: size }, (_, k) => average(examples.map(({ x }) => x[k]!)));
  const spread = mean.map((m, k) => Math.sqrt(average(examples.map(({ x }) => (x[k]! - m) ** 2))) || 1);
  const rows = examples.map(({ x }) => [1, ...x.map((value, k) => (value - mean[k]!) / spread[k]!)]);
  let beta = new Array<number>(size + 1).fill(0);
  for (let step = 0; step < 60; step++) {
    const gradient = beta.map((value, k) => (k ? -PENALTY * value : 0));
    const hessian = beta.map((_, k) => beta.map((__, l) => (k === l ? (k ? PENALTY : 1e-9) : 0)));
    rows.forEach((row, i) => {
      const { given, y, weight } = examples[i]!;
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, k) => sum + value * beta[k]!, given)));
      for (let k = 0; k <= size; k++) {
        gradient[k]! += weight * (y - p) * row[k]!;
        for (let l = 0; l <= size; l++) hessian[k]![l]! += weight * Math.max(p * (1 - p), 1e-6) * row[k]! * row[l]!;
      }
    });
    const change = solved(hessian, gradient);
    beta = beta.map((value, k) => value + Math.max(-2, Math.min(2, change[k]!)));
  }
  const weights = spread.map((s, k) => beta[k + 1]! / s);
  return { bias: beta[0]! - weights.reduce((sum, w, k) => sum + w * mean[k]!, 0), weights };
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Gaussian elimination with pivoting. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  const size = rows.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let l = k + 1; l < size; l++) if (Math.abs(rows[l]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = l;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let l = 0; l < size; l++) {
      if (l === k) continue;
      const factor = rows[l]![k]! / rows[k]![k]!;
      for (let m = k; m <= size; m++) rows[l]![m]! -= factor * rows[k]![m]!;
    }
  }
  return rows.map((row, k) => row[size]! / row[k]!);
}

function report(rows: readonly PairRow[]): void {
  const fold = (row: PairRow): number => row.design % FOLDS;
  const scored: { row: PairRow; logOdds: number }[] = [];
  for (let k = 0; k < FOLDS; k++) {
    const { bias, weights } = fitMonotone(examplesOf(rows.filter((row) => fold(row) !== k)));
    const held = rows.filter((row) => fold(row) === k);
    examplesOf(held).forEach(({ x, given }, i) => {
      scored.push({ row: held[i]!, logOdds: x.reduce((sum, value, n) => sum + value * weights[n]!, bias + given) });
    });
  }
  const same = scored.filter(({ row }) => row.label === 'same').map(({ logOdds }) => logOdds);
  const other = scored.filter(({ row }) => row.label !== 'same').map(({ logOdds }) => logOdds);
  for (const share of [0.001, 0.005, 0.01, 0.05]) {
    const threshold = quantile(other, 1 - share);
    const kept = wilsonRate(same.filter((value) => value > threshold).length, same.length);
    process.stdout.write(
      `${(100 * share).toFixed(1)} % of other pairs above ${threshold.toFixed(2)}: ${(100 * kept.rate).toFixed(1)} % (${(100 * kept.lower).toFixed(1)}–${(100 * kept.upper).toFixed(1)}) of ${kept.n} copies\n`,
    );
  }
  const final = fitMonotone(examplesOf(rows));
  const weights = Object.fromEntries([
    ['bias', final.bias],
    ...FITTED.map((name, k) => [name, final.weights[k]!]),
    ...Object.entries(GIVEN_WEIGHTS),
  ]) as unknown as FusionWeights;
  process.stdout.write(
    `${JSON.stringify(weights, (_, v) => (typeof v === 'number' ? Math.round(v * 100) / 100 : v), 2)}\n`,
  );
}

const { values } = parseArgs({
  options: {
    train: { type: 'string', default: '120' },
    calibration: { type: 'string', default: '120' },
    again: { type: 'boolean', default: false },
  },
});
const rows = [
  ...(await pairRows('train', Number(values.train), values.again)),
  ...(Number(values.calibration) ? await pairRows('calibration', Number(values.calibration), values.again) : []),
];
process.stdout.write(`${rows.length} pairs, ${rows.filter(({ label }) => label === 'same').length} of them copies\n`);
report(rows);
