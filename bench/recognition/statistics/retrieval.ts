/** One scored record of one check. */
export interface Prediction {
  readonly score: number;
  readonly right: boolean;
  /** Weight of the check it belongs to. */
  readonly weight: number;
}

interface CurvePoint {
  readonly score: number;
  readonly precision: number;
  readonly recall: number;
}

/** Weighted precision and recall at every distinct score, from the highest down; equal scores enter together, so that no order among them can gain. */
function curveOf(predictions: readonly Prediction[], weightOfPositives: number): CurvePoint[] {
  const sorted = [...predictions].sort((a, b) => b.score - a.score);
  const curve: CurvePoint[] = [];
  let right = 0;
  let all = 0;
  sorted.forEach((prediction, i) => {
    all += prediction.weight;
    if (prediction.right) right += prediction.weight;
    if (sorted[i + 1]?.score === prediction.score || all === 0) return;
    curve.push({ score: prediction.score, precision: right / all, recall: right / weightOfPositives });
  });
  return curve;
}

/**
 * Micro-average precision of the DISC21 / Image Similarity Challenge (Douze et al., 2021): the predictions of all checks in one list by descending score,
 * µAP = Σᵢ p(i) · Δr(i), with p(i) the precision among the first i and Δr(i) the gain of recall at i. Recall counts over all checks that have an original, found or not;
 * here each prediction weighs what its check weighs.
 */
export function microAveragePrecision(predictions: readonly Prediction[], weightOfPositives: number): number {
  let sum = 0;
  let before = 0;
  for (const { precision, recall } of curveOf(predictions, weightOfPositives)) {
    sum += precision * (recall - before);
    before = recall;
  }
  return sum;
}

/** Largest recall at any threshold whose precision is at least `precision`; 0 where none is. */
export function recallAtPrecision(
  predictions: readonly Prediction[],
  weightOfPositives: number,
  precision: number,
): number {
  return curveOf(predictions, weightOfPositives).reduce(
    (best, point) => (point.precision >= precision ? Math.max(best, point.recall) : best),
    0,
  );
}

export interface ThresholdedCheck {
  readonly weight: number;
  /** Whether the library holds an original of it. */
  readonly hasOriginal: boolean;
  /** Score of the original; undefined where it was not found or there is none. */
  readonly rightScore: number | undefined;
  /** Best score of a record that is not the original; undefined where nothing else was returned. */
  readonly wrongScore: number | undefined;
}

/**
 * Share of the originals that score above the lowest threshold at which at most `share` of all checks, with and without an original, have a wrong record above it.
 * At `share` 0 no wrong record lies above.
 */
export function recallAtFalseAlarms(checks: readonly ThresholdedCheck[], share: number): number {
  const total = checks.reduce((sum, { weight }) => sum + weight, 0);
  const wrong = checks
    .flatMap(({ wrongScore, weight }) => (wrongScore === undefined ? [] : [{ score: wrongScore, weight }]))
    .sort((a, b) => b.score - a.score);
  let above = 0;
  let threshold = Number.NEGATIVE_INFINITY;
  for (const { score, weight } of wrong) {
    above += weight;
    if (above > share * total * (1 + 1e-12)) {
      threshold = score;
      break;
    }
  }
  const withOriginal = checks.filter(({ hasOriginal }) => hasOriginal);
  const weightOf = (of: readonly ThresholdedCheck[]) => of.reduce((sum, { weight }) => sum + weight, 0);
  const found = withOriginal.filter(({ rightScore }) => rightScore !== undefined && rightScore > threshold);
  return weightOf(found) / weightOf(withOriginal);
}

export interface WeighedCheck {
  readonly cell: string;
  readonly hasOriginal: boolean;
}

/** Weights under which every cell counts the same and checks with and without an original count ½ each in all. */
export function cellWeights(checks: readonly WeighedCheck[]): number[] {
  const sizes = new Map<string, number>();
  const cells = { with: new Set<string>(), without: new Set<string>() };
  for (const { cell, hasOriginal } of checks) {
    const key = `${hasOriginal} ${cell}`;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
    cells[hasOriginal ? 'with' : 'without'].add(cell);
  }
  return checks.map(({ cell, hasOriginal }) => {
    const count = cells[hasOriginal ? 'with' : 'without'].size;
    return 0.5 / count / (sizes.get(`${hasOriginal} ${cell}`) as number);
  });
}
