import type { Affine } from './affine.ts';
import { nearestSimilarity } from './affine.ts';
import { type Matches, wrapped } from './descriptor-matching.ts';
import type { PreparedPicture } from './prepared-picture.ts';

const MAX_ANGLE = 0.35;
const MAX_LOG2_SCALE = 0.5;
/** A match fits when it lands within so many of its own scales. */
const MAX_SIGMAS = 1.5;

/** Keypoint matches that fit the map, counted over distinct motif positions: modulo the lattices, and one for each place. */
export function distinctInliers(
  query: PreparedPicture,
  candidate: PreparedPicture,
  matches: Matches,
  map: Affine,
): number {
  const { angleRad, scale, mirrored } = nearestSimilarity(map);
  const log2Scale = Math.log2(scale);
  const q = query.features.keypoints;
  const c = candidate.features.keypoints;
  const kept: { x: number; y: number; sigma: number }[] = [];
  for (let at = 0; at < matches.count; at++) {
    if ((matches.mirrored[at] === 1) !== mirrored) continue;
    if (Math.abs(wrapped(matches.angleRad[at]! - angleRad)) > MAX_ANGLE) continue;
    if (Math.abs(matches.log2Scale[at]! - log2Scale) > MAX_LOG2_SCALE) continue;
    const i = matches.query[at]!;
    const j = matches.candidate[at]!;
    const x = q.x[i]!;
    const y = q.y[i]!;
    const dx = map.a * x + map.b * y + map.tx - c.x[j]!;
    const dy = map.c * x + map.d * y + map.ty - c.y[j]!;
    if (distanceModulo(candidate, dx, dy) > MAX_SIGMAS * c.sigmaPx[j]!) continue;
    const sigma = q.sigmaPx[i]!;
    if (kept.some((other) => distanceModulo(query, other.x - x, other.y - y) < Math.max(sigma, other.sigma))) continue;
    kept.push({ x, y, sigma });
  }
  return kept.length;
}

function distanceModulo({ unit }: PreparedPicture, dx: number, dy: number): number {
  if (!unit) return Math.hypot(dx, dy);
  const { toLattice, toPx } = unit;
  let u = toLattice.a * dx + toLattice.b * dy;
  let v = toLattice.c * dx + toLattice.d * dy;
  u -= Math.round(u);
  v -= Math.round(v);
  return Math.hypot(toPx.a * u + toPx.b * v, toPx.c * u + toPx.d * v);
}
