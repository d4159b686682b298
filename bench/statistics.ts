/** A proportion with its 95 % interval. */
export interface Rate {
  readonly hits: number;
  readonly n: number;
  readonly rate: number;
  readonly lower: number;
  readonly upper: number;
}

/** Wilson score interval at 95 % (E. B. Wilson, 1927); sound for rates near 0 and 1, where the normal one is not. */
export function wilsonRate(hits: number, n: number): Rate {
  if (n === 0) return { hits, n, rate: Number.NaN, lower: 0, upper: 1 };
  const z = 1.959964;
  const p = hits / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { hits, n, rate: p, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}

/** The value below which `share` (0–1) of the samples lie, by linear interpolation between order statistics. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

export interface Spread {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  return {
    n: samples.length,
    p50: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    p99: quantile(samples, 0.99),
    max: samples.length ? Math.max(...samples) : Number.NaN,
  };
}
