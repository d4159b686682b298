/** A part of a right, exact: a fraction in lowest terms. */
export interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const WHOLE: Share = { numerator: 1n, denominator: 1n };

/** Reads `1/3`. Throws RangeError for anything that is not a fraction above 0 and up to 1. */
export function parseShare(text: string): Share {
  const [, n, d] = /^(\d{1,30})\/([1-9]\d{0,29})$/.exec(text) ?? [];
  if (n === undefined || d === undefined)
    throw new RangeError(`Expected a share such as 1/2 but received ${text.slice(0, 40)}`);
  const share = lowestTerms(BigInt(n), BigInt(d));
  if (share.numerator === 0n || compareShares(share, WHOLE) > 0)
    throw new RangeError(`Expected a share above 0 and up to 1 but received ${text}`);
  return share;
}

export function formatShare({ numerator, denominator }: Share): string {
  return `${numerator}/${denominator}`;
}

export function addShares(a: Share | undefined, b: Share): Share {
  if (a === undefined) return b;
  return lowestTerms(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** May come out negative: callers compare first. */
export function subtractShares(a: Share, b: Share): Share {
  return addShares(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** Negative, zero or positive as `a` is smaller, equal or larger. */
export function compareShares(a: Share, b: Share): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function lowestTerms(numerator: bigint, denominator: bigint): Share {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
