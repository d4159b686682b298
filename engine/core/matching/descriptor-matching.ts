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
 * so the four similarities are signed sums of the same four partial products. The plain way; descriptor-products.ts has the fast one.
 */
export function matchDescriptors(query: Keypoints, candidate: Keypoints): Matches {
  const selection = new MatchSelection(query, candidate);
  const q = unitLength(query.descriptors);
  const c = unitLength(candidate.descriptors);
  for (let i = 0; i < query.count; i++) {
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
      const turned = upright > mirrored ? turnOdd + bothOdd < 0 : turnOdd - bothOdd < 0;
      selection.offer(j, Math.max(upright, mirrored), upright <= mirrored, turned);
    }
    selection.close(i);
  }
  return selection.matches;
}

/** Keeps the best few partners of one query keypoint after the other. */
export class MatchSelection {
  readonly #query: Keypoints;
  readonly #candidate: Keypoints;
  readonly #values = new Float64Array(MATCHES_PER_KEYPOINT);
  /** Index of the candidate's keypoint × 4, + 2 where mirrored, + 1 where turned by half. */
  readonly #pairs = new Int32Array(MATCHES_PER_KEYPOINT);
  readonly #found: { -readonly [Name in keyof Matches]: Matches[Name] };

  constructor(query: Keypoints, candidate: Keypoints) {
    this.#query = query;
    this.#candidate = candidate;
    const capacity = query.count * MATCHES_PER_KEYPOINT;
    this.#found = {
      count: 0,
      query: new Uint16Array(capacity),
      candidate: new Uint16Array(capacity),
      mirrored: new Uint8Array(capacity),
      similarity: new Float32Array(capacity),
      log2Scale: new Float32Array(capacity),
      angleRad: new Float32Array(capacity),
    };
    this.#open();
  }

  /** Similarity that an offer has to exceed to be kept. */
  get bar(): number {
    return this.#values[MATCHES_PER_KEYPOINT - 1]!;
  }

  get matches(): Matches {
    return this.#found;
  }

  offer(candidate: number, similarity: number, mirrored: boolean, turned: boolean): void {
    if (similarity <= this.bar) return;
    let rank = MATCHES_PER_KEYPOINT - 1;
    while (rank > 0 && this.#values[rank - 1]! < similarity) {
      this.#values[rank] = this.#values[rank - 1]!;
      this.#pairs[rank] = this.#pairs[rank - 1]!;
      rank--;
    }
    this.#values[rank] = similarity;
    this.#pairs[rank] = candidate * 4 + (mirrored ? 2 : 0) + (turned ? 1 : 0);
  }

  /** Ends query keypoint `i`: what was kept becomes its matches. */
  close(i: number): void {
    const found = this.#found;
    for (let rank = 0; rank < MATCHES_PER_KEYPOINT && this.#pairs[rank]! >= 0; rank++) {
      const j = this.#pairs[rank]! >> 2;
      const mirrored = (this.#pairs[rank]! & 2) !== 0;
      const turned = (this.#pairs[rank]! & 1) !== 0;
      const at = found.count++;
      found.query[at] = i;
      found.candidate[at] = j;
      found.mirrored[at] = mirrored ? 1 : 0;
      found.similarity[at] = this.#values[rank]!;
      found.log2Scale[at] = Math.log2(this.#candidate.sigmaPx[j]! / this.#query.sigmaPx[i]!);
      const own = this.#query.angleRad[i]!;
      found.angleRad[at] = wrapped(this.#candidate.angleRad[j]! + (mirrored ? own : -own) + (turned ? Math.PI : 0));
    }
    this.#open();
  }

  #open(): void {
    this.#values.fill(MIN_SIMILARITY);
    this.#pairs.fill(-1);
  }
}

function unitLength(descriptors: Int8Array): Float32Array {
  const numbers = new Float32Array(descriptors.length);
  for (let k = 0; k < numbers.length; k++) numbers[k] = descriptors[k]! / DESCRIPTOR_SCALE;
  return numbers;
}

/** The same angle between −π and π. */
export function wrapped(angleRad: number): number {
  return angleRad - 2 * Math.PI * Math.round(angleRad / (2 * Math.PI));
}
