import type { Raster } from '../raster.ts';

/** Reflections that map a repeat unit of a rectangular lattice to itself. */
export interface UnitSymmetry {
  /** Best likeness of the unit to its reflection along the first and along the second vector, −1 to 1. */
  readonly alongFirst: number;
  readonly alongSecond: number;
  /** Whether the better of the two needs a shift by half a unit along its axis (a glide reflection). */
  readonly glide: boolean;
}

/** Likeness of a square unit to its mirror images, over every position of the axis, with and without a glide of half a unit. */
export function unitSymmetry(unit: Raster): UnitSymmetry {
  const side = unit.widthPx;
  const planes = zeroMeanPlanes(unit);
  const straight = [bestReflection(planes, side, false, 0), bestReflection(planes, side, true, 0)] as const;
  const glided = [
    bestReflection(planes, side, false, side >> 1),
    bestReflection(planes, side, true, side >> 1),
  ] as const;
  const alongFirst = Math.max(straight[0], glided[0]);
  const alongSecond = Math.max(straight[1], glided[1]);
  return { alongFirst, alongSecond, glide: Math.max(...glided) > Math.max(...straight) };
}

function zeroMeanPlanes({ rgb }: Raster): Float32Array[] {
  return [0, 1, 2].map((c) => {
    const plane = new Float32Array(rgb.length / 3);
    let sum = 0;
    for (let i = 0; i < plane.length; i++) sum += plane[i] = rgb[i * 3 + c] as number;
    for (let i = 0; i < plane.length; i++) plane[i] = (plane[i] as number) - sum / plane.length;
    return plane;
  });
}

/** Greatest Σ U(u, v)·U(d − u, v + glide) / Σ U² over d (with u and v exchanged if `transposed`). */
function bestReflection(planes: readonly Float32Array[], side: number, transposed: boolean, glide: number): number {
  const strideU = transposed ? side : 1;
  const strideV = transposed ? 1 : side;
  let energy = 0;
  for (const plane of planes) for (const value of plane) energy += value * value;
  if (energy === 0) return 0;
  const likeness = new Float64Array(side);
  for (let d = 0; d < side; d++) {
    let sum = 0;
    for (const plane of planes)
      for (let v = 0; v < side; v++) {
        const row = v * strideV;
        const other = ((v + glide) % side) * strideV;
        for (let u = 0; u < side; u++) {
          const mirrored = d >= u ? d - u : d - u + side;
          sum += (plane[row + u * strideU] as number) * (plane[other + mirrored * strideU] as number);
        }
      }
    likeness[d] = sum / energy;
  }
  return Math.min(1, interpolatedMaximum(likeness));
}

/** Top of the parabola through the greatest of circular values and its neighbours. */
function interpolatedMaximum(values: Float64Array): number {
  const top = values.indexOf(Math.max(...values));
  const value = values[top] as number;
  const before = values[(top + values.length - 1) % values.length] as number;
  const after = values[(top + 1) % values.length] as number;
  const bend = before + after - 2 * value;
  return bend < 0 ? value - (before - after) ** 2 / (8 * bend) : value;
}
