import { type Rate, wilsonRate } from '../../statistics.ts';

export interface ClusteredRate extends Rate {
  /** Variance between designs over the variance of as many independent checks, at least 1. */
  readonly designEffect: number;
  readonly clusters: number;
}

export interface Trial {
  /** Design that the check belongs to: checks of one design are not independent. */
  readonly cluster: string;
  readonly hit: boolean;
}

/**
 * A rate with a 95 % interval that allows for several checks of one design: Wilson's interval with the number of checks divided by the design effect (Kish, 1965),
 * the variance taken between clusters (linearised ratio estimator). Chosen over a bootstrap of designs because that one gives an interval of no width at rates 0 and 1, where most of the
 * goals lie; there the design effect cannot be estimated and the clusters are counted instead of the checks.
 */
export function clusteredRate(trials: readonly Trial[]): ClusteredRate {
  const n = trials.length;
  const hits = trials.filter(({ hit }) => hit).length;
  const clusters = new Map<string, { n: number; hits: number }>();
  for (const { cluster, hit } of trials) {
    const sums = clusters.get(cluster) ?? { n: 0, hits: 0 };
    sums.n++;
    if (hit) sums.hits++;
    clusters.set(cluster, sums);
  }
  const designEffect = designEffectOf([...clusters.values()], hits, n);
  const effective = n / designEffect;
  return { ...wilsonRate((hits / n) * effective || 0, effective || 0), hits, n, designEffect, clusters: clusters.size };
}

function designEffectOf(clusters: readonly { n: number; hits: number }[], hits: number, n: number): number {
  if (n === 0) return 1;
  const p = hits / n;
  if (p === 0 || p === 1 || clusters.length < 2) return n / clusters.length;
  const k = clusters.length;
  const squares = clusters.reduce((sum, cluster) => sum + (cluster.hits - p * cluster.n) ** 2, 0);
  const variance = ((k / (k - 1)) * squares) / n ** 2;
  return Math.min(n, Math.max(1, variance / ((p * (1 - p)) / n)));
}
