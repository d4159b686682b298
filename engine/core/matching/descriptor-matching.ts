import { DESCRIPTOR_LENGTH, DESCRIPTOR_SCALE, type Keypoints } from '../features/verification-features.ts';

/** Parallel arrays, one entry a match. */
export interface Matches {
  readonly count: number;
  readonly query: Uint16Array;
  readonly candidate: Uint16Array;
  readonly mirrored: Uint8Array;
  /** Cosine of the two descriptors under the best symmetry. */
  readonly similarity: Float32Array;
  readonly log2Scale: Float32Array;
  /** Rotation of the similarity (affine.ts) the match suggests, −π to π. */
  readonly angleRad: Float32Array;
}

/** Matches a query keypoint may have. A repeat shows the same motif many times, so the best one alone would be arbitrary and a ratio test would drop them all. */
const MATCHES_PER_KEYPOINT = 3;
const MIN_SIMILARITY = 0.62;

/**
 * Compares all pairs of descriptors under identity, half turn, mirror and both at once: descriptors are stored by symmetry class (descriptor.ts),
 * so the four similarities are signed sums of the same four partial products.
 */
export function matchDescriptors(query: Keypoints, candidate: Keypoints): Matches {
  const capacity = query.count * MATCHES_PER_KEYPOINT;
  const matches = {
    count: 0,
    query: new Uint16Array(capacity),
    candidate: new Uint16Array(capacity),
    mirrored: new Uint8Array(capacity),
    similarity: new Float32Array(capacity),
    log2Scale: new Float32Array(capacity),
    angleRad: new Float32Array(capacity),
  };
  const q = unitLength(query.descriptors);
  const c = unitLength(candidate.descriptors);
  const bestValue = new Float64Array(MATCHES_PER_KEYPOINT);
  const bestPair = new Int32Array(MATCHES_PER_KEYPOINT);
  for (let i = 0; i < query.count; i++) {
    bestValue.fill(MIN_SIMILARITY);
    bestPair.fill(-1);
    const from = i * DESCRIPTOR_LENGTH;
    for (let j = 0; j < candidate.count; j++) {
      const to = j * DESCRIPTOR_LENGTH;
      let even = 0;
      let turnOdd = 0;
      let mirrorOdd = 0;
      let bothOdd = 0;
      for (let k = 0; k < 16; k++) {
        even += q[from + k]! * c[to + k]!;
        turnOdd += q[from + 16 + k]! * c[to + 16 + k]!;
        mirrorOdd += q[from + 32 + k]! * c[to + 32 + k]!;
        bothOdd += q[from + 48 + k]! * c[to + 48 + k]!;
      }
      const upright = even + mirrorOdd + Math.abs(turnOdd + bothOdd);
      const mirrored = even - mirrorOdd + Math.abs(turnOdd - bothOdd);
      const value = Math.max(upright, mirrored);
      if (value <= bestValue[MATCHES_PER_KEYPOINT - 1]!) continue;
      const turned = upright > mirrored ? turnOdd + bothOdd < 0 : turnOdd - bothOdd < 0;
      insert(bestValue, bestPair, value, j * 4 + (upright > mirrored ? 0 : 2) + (turned ? 1 : 0));
    }
    for (let rank = 0; rank < MATCHES_PER_KEYPOINT && bestPair[rank]! >= 0; rank++) {
      const j = bestPair[rank]! >> 2;
      const mirrored = (bestPair[rank]! & 2) !== 0;
      const turned = (bestPair[rank]! & 1) !== 0;
      const at = matches.count++;
      matches.query[at] = i;
      matches.candidate[at] = j;
      matches.mirrored[at] = mirrored ? 1 : 0;
      matches.similarity[at] = bestValue[rank]!;
      matches.log2Scale[at] = Math.log2(candidate.sigmaPx[j]! / query.sigmaPx[i]!);
      const angle = candidate.angleRad[j]! + (mirrored ? query.angleRad[i]! : -query.angleRad[i]!);
      matches.angleRad[at] = wrapped(angle + (turned ? Math.PI : 0));
    }
  }
  return matches;
}

function unitLength(descriptors: Int8Array): Float32Array {
  const numbers = new Float32Array(descriptors.length);
  for (let k = 0; k < numbers.length; k++) numbers[k] = descriptors[k]! / DESCRIPTOR_SCALE;
  return numbers;
}

function insert(values: Float64Array, pairs: Int32Array, value: number, pair: number): void {
  let rank = values.length - 1;
  while (rank > 0 && values[rank - 1]! < value) {
    values[rank] = values[rank - 1]!;
    pairs[rank] = pairs[rank - 1]!;
    rank--;
  }
  values[rank] = value;
  pairs[rank] = pair;
}

/** The same angle between −π and π. */
export function wrapped(angleRad: number): number {
  return angleRad - 2 * Math.PI * Math.round(angleRad / (2 * Math.PI));
}
