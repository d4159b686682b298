import type { Plane } from './raster.ts';

/**
 * Takes out of a plane, in place, the quadratic surface that fits it best: a smooth change of light or an ombré ground.
 * On a full grid with centred coordinates the terms 1, x, y, xy, x² − mean, y² − mean are orthogonal, so each is fitted by itself.
 */
export function removeQuadraticTrend(plane: Plane): void {
  const across = axisTerms(plane.widthPx);
  const down = axisTerms(plane.heightPx);
  for (const column of across) {
    for (const row of down) {
      if (column.degree + row.degree <= 2) removeTerm(plane, column.values, row.values);
    }
  }
}

interface AxisTerm {
  readonly degree: number;
  readonly values: Float64Array;
}

function axisTerms(length: number): readonly AxisTerm[] {
  const constant = new Float64Array(length).fill(1);
  const linear = constant.map((_, i) => i - (length - 1) / 2);
  const meanSquare = linear.reduce((sum, x) => sum + x * x, 0) / length;
  const quadratic = linear.map((x) => x * x - meanSquare);
  return [constant, linear, quadratic].map((values, degree) => ({ degree, values }));
}

function removeTerm({ widthPx, heightPx, values }: Plane, across: Float64Array, down: Float64Array): void {
  let product = 0;
  for (let y = 0, at = 0; y < heightPx; y++) {
    let row = 0;
    for (let x = 0; x < widthPx; x++, at++) row += values[at]! * across[x]!;
    product += row * down[y]!;
  }
  const norm = squareSum(across) * squareSum(down);
  if (norm === 0) return;
  const factor = product / norm;
  for (let y = 0, at = 0; y < heightPx; y++) {
    const rowFactor = factor * down[y]!;
    for (let x = 0; x < widthPx; x++, at++) values[at] = values[at]! - rowFactor * across[x]!;
  }
}

function squareSum(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
