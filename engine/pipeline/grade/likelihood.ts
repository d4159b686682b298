import type { Finding } from '../../core/finding.ts';

/**
 * Likelihood ratio by evidence, at rising values of the fused log-odds: log10 of it and the ends of its 95 % interval (designs resampled). Between the values it is
 * interpolated, beyond them it stays: a ratio that so few pairs cannot support is never stated.
 */
export interface Calibration {
  readonly logOdds: readonly number[];
  readonly log10LR: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** How many times likelier such evidence is between a picture and its origin than between it and the nearest design of somebody else. */
export function likelihoodRatio(logOdds: number, calibration: Calibration): NonNullable<Finding['log10LR']> {
  const { logOdds: grid } = calibration;
  const after = Math.max(
    1,
    grid.findIndex((value) => value >= logOdds),
  );
  const at = logOdds >= grid.at(-1)! ? grid.length - 1 : after;
  const share = Math.max(0, Math.min(1, (logOdds - grid[at - 1]!) / (grid[at]! - grid[at - 1]!)));
  const between = (values: readonly number[]): number => values[at - 1]! + share * (values[at]! - values[at - 1]!);
  return {
    value: between(calibration.log10LR),
    lower: between(calibration.lower),
    upper: between(calibration.upper),
  };
}
