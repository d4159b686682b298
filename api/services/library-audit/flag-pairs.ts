import type { NeighbourBatch } from '../../../engine/index.ts';

/** Nearest others that are looked at of each pattern. */
export const NEIGHBOURS = 20;
/** Neighbours from this place on say what is usual round a pattern of its kind. */
const BACKGROUND_FROM = 10;
/** Cosine above that background from which a pair is verified. Set in advance, not fitted; what it gives: bench/README.md. */
const MARGIN = 0.08;

/** Two patterns that stand out as near each other, by key. */
export interface NearPair {
  readonly key: number;
  readonly other: number;
}

/**
 * The pairs worth verifying: each pattern's nearest, whatever its cosine, and those clearly nearer than the farther ones of its twenty. A raw cosine would not do: among
 * tartans strangers are nearer than copies among batiks. Where there are too few others to tell what is usual, all.
 */
export function flagPairs({ keys, count, nearest, cosines }: NeighbourBatch): NearPair[] {
  const pairs: NearPair[] = [];
  for (const [place, key] of keys.entries()) {
    const at = place * count;
    const bound = count < NEIGHBOURS ? -1 : meanOf(cosines.subarray(at + BACKGROUND_FROM, at + count)) + MARGIN;
    for (let rank = 0; rank < count; rank++) {
      if (rank === 0 || cosines[at + rank]! >= bound) pairs.push({ key, other: nearest[at + rank]! });
    }
  }
  return pairs;
}

function meanOf(numbers: Float32Array): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
