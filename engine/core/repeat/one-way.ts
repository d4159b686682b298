import type { Vec2 } from '../geometry.ts';
import type { RepeatChannels } from './channels.ts';
import { SHORTEST_PERIOD_PX } from './choose-lattice.ts';
import { pointRight } from './lattice.ts';
import { interpolateLikeness, type SelfLikeness } from './self-likeness.ts';

export interface StripeRepeat {
  readonly vector: Vec2;
  readonly mean: number;
  readonly points: number;
}

/** What a picture that changes along one direction only was found to be. */
export interface StripeFinding {
  /** Likeness along the stripes, lowest over the lags looked at. */
  readonly along: number;
  /** The period across, if there is one. */
  readonly repeat: StripeRepeat | null;
}

/** The lowest likeness along the stripes has to reach this share of the highest. */
const LEAST_EVENNESS = 0.9;

/** Finds stripes: a direction along which the picture is everywhere like itself. Null where there is no such direction. */
export function findStripes(channels: RepeatChannels, likeness: SelfLikeness): StripeFinding | null {
  const { angleRad, coherence } = dominantGradient(channels);
  if (coherence < 0.25) return null;
  let best = { along: -1, angleRad };
  for (let step = -40; step <= 40; step++) {
    const tried = angleRad + Math.PI / 2 + (step * Math.PI) / 180 / 10;
    const along = lowestAlong(likeness, tried);
    if (along > best.along) best = { along, angleRad: tried };
  }
  if (best.along < 0.3) return null;
  return { along: best.along, repeat: periodAcross(likeness, best.angleRad + Math.PI / 2, best.along) };
}

/** Lowest of the likenesses on a line from the origin, from 4 working pixels on; −1 where they are not even. */
function lowestAlong(likeness: SelfLikeness, angleRad: number): number {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const far = Math.min(likeness.maxX / Math.max(1e-9, Math.abs(c)), likeness.maxY / Math.max(1e-9, Math.abs(s))) - 4;
  let lowest = 1;
  let highest = 0;
  for (let t = 4; t <= far; t += 1.3) {
    const value = interpolated(likeness, t * c, t * s);
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    if (lowest < LEAST_EVENNESS * highest) return -1;
  }
  return lowest;
}

function interpolated(likeness: SelfLikeness, x: number, y: number): number {
  const pair = interpolateLikeness(likeness, x, y);
  return pair ? (pair.colour + pair.structure) / 2 : 0;
}

/** Shortest period on the line across the stripes all of whose multiples are as alike as lags along the stripes. */
function periodAcross(likeness: SelfLikeness, angleRad: number, along: number): StripeRepeat | null {
  const c = Math.cos(angleRad);
  const s = Math.sin(angleRad);
  const far = Math.min(likeness.maxX / Math.max(1e-9, Math.abs(c)), likeness.maxY / Math.max(1e-9, Math.abs(s))) - 4;
  const stepPx = 0.25;
  const count = Math.floor(far / stepPx);
  const line = new Float32Array(count + 1);
  for (let k = 0; k <= count; k++) line[k] = interpolated(likeness, k * stepPx * c, k * stepPx * s);
  const peaks: number[] = [];
  let valley = 1;
  for (let k = 1; k < count; k++) {
    const value = line[k] as number;
    valley = Math.min(valley, value);
    if (k * stepPx < SHORTEST_PERIOD_PX || value - valley < 0.08) continue;
    if (value >= (line[k - 1] as number) && value > (line[k + 1] as number)) peaks.push(k * stepPx);
  }
  const attainable = Math.max(along, ...peaks.map((t) => line[Math.round(t / stepPx)] as number));
  const least = attainable - 0.03 - 0.35 * (1 - attainable);
  for (const start of peaks) {
    if ((line[Math.round(start / stepPx)] as number) < least) continue;
    const period = refinePeriod(line, stepPx, start, least);
    if (period)
      return { vector: pointRight([period.length * c, period.length * s]), mean: period.mean, points: period.points };
  }
  return null;
}

function refinePeriod(
  line: Float32Array,
  stepPx: number,
  start: number,
  least: number,
): { readonly length: number; readonly mean: number; readonly points: number } | null {
  let length = start;
  let sum = 0;
  let points = 0;
  let numerator = 0;
  let denominator = 0;
  const reach = Math.max(2, Math.round((0.12 * start) / stepPx));
  for (let n = 1; ; n++) {
    const centre = Math.round((n * length) / stepPx);
    if (centre + reach >= line.length - 1) break;
    let top = centre;
    for (let k = centre - reach; k <= centre + reach; k++) if ((line[k] as number) > (line[top] as number)) top = k;
    const value = line[top] as number;
    if (value < least) return null;
    const l = line[top - 1] as number;
    const r = line[top + 1] as number;
    const bend = l + r - 2 * value;
    const at = (top + (bend < 0 ? (l - r) / (2 * bend) : 0)) * stepPx;
    numerator += n * at;
    denominator += n * n;
    length = numerator / denominator;
    sum += value;
    points++;
  }
  return points > 0 ? { length, mean: sum / points, points } : null;
}

/** Direction of the mean squared gradient of L*, a*, b* (Di Zenzo), and how strongly it dominates, 0–1. */
function dominantGradient({ colour, widthPx, heightPx }: RepeatChannels): {
  readonly angleRad: number;
  readonly coherence: number;
} {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const channel of colour)
    for (let y = 1; y < heightPx - 1; y++)
      for (let x = 1, i = y * widthPx + 1; x < widthPx - 1; x++, i++) {
        const gx = channel[i + 1]! - channel[i - 1]!;
        const gy = channel[i + widthPx]! - channel[i - widthPx]!;
        xx += gx * gx;
        yy += gy * gy;
        xy += gx * gy;
      }
  return {
    angleRad: Math.atan2(2 * xy, xx - yy) / 2,
    coherence: Math.hypot(xx - yy, 2 * xy) / (xx + yy || 1),
  };
}
