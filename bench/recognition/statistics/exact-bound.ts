/**
 * Clopper and Pearson's exact interval of a proportion (Biometrika 26, 1934), found by bisection of the binomial distribution.
 * `confidence` is shared by both sides; for a one-sided upper bound at 95 % give 0.9. A claim "at most 1 in 10,000" holds only where `upper` does.
 */
export function exactInterval(hits: number, n: number, confidence = 0.95): { lower: number; upper: number } {
  if (!Number.isInteger(hits) || !Number.isInteger(n) || hits < 0 || hits > n)
    throw new RangeError(`Expected whole hits of 0 to n but received ${hits} of ${n}.`);
  const tail = (1 - confidence) / 2;
  return {
    lower: hits === 0 ? 0 : bisect((p) => 1 - binomialUpTo(hits - 1, n, p) < tail),
    upper: hits === n ? 1 : bisect((p) => binomialUpTo(hits, n, p) > tail),
  };
}

/** The p at which `isBelow` turns from true to false. */
function bisect(isBelow: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X ≤ hits) for X ~ Binomial(n, p), summed in logarithms so that large n does not underflow. */
function binomialUpTo(hits: number, n: number, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return hits >= n ? 1 : 0;
  let logTerm = n * Math.log1p(-p);
  const logs = [logTerm];
  for (let k = 1; k <= hits; k++) {
    logTerm += Math.log((n - k + 1) / k) + Math.log(p) - Math.log1p(-p);
    logs.push(logTerm);
  }
  const largest = logs.reduce((a, b) => Math.max(a, b));
  return Math.min(1, Math.exp(largest) * logs.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
