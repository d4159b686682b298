/** Scores or log10 likelihood ratios of pairs known to have one source, and of pairs known to have two. */
export interface LabelledPairs {
  readonly same: readonly number[];
  readonly different: readonly number[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** log2(1 + 10^x) without overflow. */
const log2OnePlus = (log10: number): number =>
  log10 > 15 ? log10 / Math.log10(2) : Math.log1p(10 ** log10) / Math.LN2;

/**
 * Cost of log likelihood ratios (Brümmer and du Preez, 2006): ½ · mean log2(1 + 1/LR) over one source + ½ · mean log2(1 + LR) over two.
 * 0 is perfect, 1 says nothing; takes log10 of the ratios.
 */
export function cllr({ same, different }: LabelledPairs): number {
  return (mean(same.map((log10) => log2OnePlus(-log10))) + mean(different.map(log2OnePlus))) / 2;
}

/** Cllr after the best monotone calibration on the very same pairs: what discrimination alone allows. */
export function cllrMin(scores: LabelledPairs): number {
  const calibrate = fitPav(scores);
  return cllr({ same: scores.same.map(calibrate), different: scores.different.map(calibrate) });
}

interface Block {
  from: number;
  to: number;
  same: number;
  different: number;
}

/**
 * Pool-adjacent-violators calibration: the monotone map from score to log10 LR that fits best, both sets counting the same whatever their sizes. Between blocks it is a step;
 * ratios are infinite where only one kind was seen, so bound the result before it is stated to anyone.
 */
export function fitPav({ same, different }: LabelledPairs): (score: number) => number {
  const points = [
    ...same.map((score) => ({ score, same: 1 / same.length, different: 0 })),
    ...different.map((score) => ({ score, same: 0, different: 1 / different.length })),
  ].sort((a, b) => a.score - b.score);
  const blocks: Block[] = [];
  const share = (block: Block): number => block.same / (block.same + block.different);
  for (const point of points) {
    const last = blocks.at(-1);
    if (last && last.to === point.score) {
      last.same += point.same;
      last.different += point.different;
    } else blocks.push({ from: point.score, to: point.score, same: point.same, different: point.different });
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    for (;;) {
      const last = pooled.at(-1) as Block;
      const before = pooled.at(-2);
      if (!before || share(before) < share(last)) break;
      pooled.splice(-2, 2, {
        from: before.from,
        to: last.to,
        same: before.same + last.same,
        different: before.different + last.different,
      });
    }
  }
  return (score) => {
    const block = pooled.findLast(({ from }) => from <= score) ?? (pooled[0] as Block);
    return Math.log10(block.same / block.different);
  };
}

/** Ridge per pair on the slope of standardised scores: keeps separable data from giving an endless slope. */
const RIDGE = 1e-3;

/** Logistic calibration, log10 LR = (intercept + slope · score) / ln 10, both sets counting the same. */
export function fitLogisticCalibration({ same, different }: LabelledPairs): { intercept: number; slope: number } {
  const all = [...same, ...different];
  const centre = mean(all);
  const spread = Math.sqrt(mean(all.map((score) => (score - centre) ** 2))) || 1;
  const pairs = [
    ...same.map((score) => ({ x: (score - centre) / spread, y: 1, weight: 0.5 / same.length })),
    ...different.map((score) => ({ x: (score - centre) / spread, y: 0, weight: 0.5 / different.length })),
  ];
  let [a, b] = [0, 0];
  for (let step = 0; step < 100; step++) {
    let [ga, gb, haa, hab, hbb] = [0, -RIDGE * b, 1e-12, 0, RIDGE];
    for (const { x, y, weight } of pairs) {
      const p = 1 / (1 + Math.exp(-a - b * x));
      const curvature = weight * Math.max(p * (1 - p), 1e-9);
      ga += weight * (y - p);
      gb += weight * (y - p) * x;
      haa += curvature;
      hab += curvature * x;
      hbb += curvature * x * x;
    }
    const det = haa * hbb - hab * hab;
    const clamp = (value: number): number => Math.max(-2, Math.min(2, value));
    const [da, db] = [clamp((hbb * ga - hab * gb) / det), clamp((haa * gb - hab * ga) / det)];
    a += da;
    b += db;
    if (Math.abs(da) + Math.abs(db) < 1e-12) break;
  }
  return { intercept: a - (b * centre) / spread, slope: b / spread };
}

/**
 * Empirical lower and upper bound of log10 LR (ELUB; Vergeer et al., "Numerical likelihood ratios outputted by LR systems are often based on extrapolation: when to stop
 * extrapolating?", Science & Justice 56, 2016). Deciding at threshold t costs FR(t) + t · FA(t); a system that always says LR 1 costs min(1, t). One misleading pair is added to either set,
 * and a ratio may be stated only within the thresholds round 1 at which the system still costs no more than the silent one. Takes log10 LRs of validation pairs;
 * `upper` 0 and `lower` 0: the data support no statement.
 */
export function elub({ same, different }: LabelledPairs): { lower: number; upper: number } {
  const sortedSame = [...same].sort((a, b) => a - b);
  const sortedDifferent = [...different].sort((a, b) => a - b);
  const serves = (log10: number): boolean => {
    const rejected = (countBelow(sortedSame, log10) + 1) / (same.length + 1);
    const accepted = (different.length - countBelow(sortedDifferent, log10) + 1) / (different.length + 1);
    const t = 10 ** log10;
    return rejected + t * accepted <= Math.min(1, t) * (1 + 1e-9);
  };
  const edge = (direction: 1 | -1): number => {
    let last = 0;
    for (let step = 1; step <= ELUB_RANGE / ELUB_STEP; step++) {
      const log10 = direction * step * ELUB_STEP;
      if (!serves(log10)) break;
      last = log10;
    }
    return last;
  };
  return serves(0) ? { lower: edge(-1), upper: edge(1) } : { lower: 0, upper: 0 };
}

/** Resolution and reach of the search for bounds, in log10. */
const ELUB_STEP = 0.001;
const ELUB_RANGE = 8;

/** How many of an ascending list lie below `value`. */
function countBelow(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tippett plot: at each log10 LR, the share of either set at or above it. */
export function tippettPoints({ same, different }: LabelledPairs, count = 41) {
  const all = [...same, ...different].filter(Number.isFinite);
  const [low, high] = [all.reduce((a, b) => Math.min(a, b), 0), all.reduce((a, b) => Math.max(a, b), 0)];
  const shareFrom = (values: readonly number[], x: number) => values.filter((v) => v >= x).length / values.length;
  return Array.from({ length: count }, (_, i) => {
    const log10LR = low + ((high - low) * i) / (count - 1);
    return { log10LR, same: shareFrom(same, log10LR), different: shareFrom(different, log10LR) };
  });
}

/** Reliability diagram at equal priors: per bin of stated posterior, the mean stated and the share that had one source, both sets counting the same. */
export function reliabilityPoints({ same, different }: LabelledPairs, bins = 10) {
  const pairs = [
    ...same.map((log10) => ({ log10, right: 1, weight: 1 / same.length })),
    ...different.map((log10) => ({ log10, right: 0, weight: 1 / different.length })),
  ].map((pair) => ({ ...pair, stated: 1 / (1 + 10 ** -pair.log10) }));
  return Array.from({ length: bins }, (_, bin) => {
    const of = pairs.filter(({ stated }) => Math.min(bins - 1, Math.floor(stated * bins)) === bin);
    const weight = of.reduce((sum, pair) => sum + pair.weight, 0);
    const average = (value: (pair: (typeof of)[number]) => number) =>
      weight ? of.reduce((sum, pair) => sum + pair.weight * value(pair), 0) / weight : Number.NaN;
    return { pairs: of.length, stated: average((pair) => pair.stated), observed: average((pair) => pair.right) };
  });
}
