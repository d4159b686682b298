import { DESCRIPTOR_LENGTH, DESCRIPTOR_SCALE, type Keypoints } from '../features/verification-features.ts';
import { simdScratch } from '../simd-scratch.ts';

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
/** From products of stored descriptors to cosines. */
const UNIT = DESCRIPTOR_SCALE ** 2;
const LEAST_PRODUCT = Math.floor(MIN_SIMILARITY * UNIT);

const SYMMETRY_CLASSES = 4;
const CLASS_LENGTH = DESCRIPTOR_LENGTH / SYMMETRY_CLASSES;
/** Bytes of a descriptor as the kernel reads it, and of what it writes of a pair. */
const PACKED_BYTES = DESCRIPTOR_LENGTH * Int16Array.BYTES_PER_ELEMENT;
const PAIR_BYTES = 16;

/**
 * Compares all pairs of descriptors under identity, half turn, mirror and both at once: descriptors are stored by symmetry class (descriptor.ts),
 * so the four similarities are signed sums of the same four partial products. Whole numbers throughout: the plain form finds the very same.
 */
export function matchDescriptors(query: Keypoints, candidate: Keypoints): Matches {
  const othersAt = query.count * PACKED_BYTES;
  const pairsAt = othersAt + candidate.count * PACKED_BYTES;
  const { bytes, kernels } = simdScratch(pairsAt + (candidate.count + 1) * PAIR_BYTES);
  if (!kernels) return matchDescriptorsPlainly(query, candidate);
  pack(query, new Int16Array(bytes.buffer, 0));
  pack(candidate, new Int16Array(bytes.buffer, othersAt));
  const pairs = new Int32Array(bytes.buffer, pairsAt, candidate.count * (PAIR_BYTES / 4));
  const selection = new MatchSelection(query, candidate);
  for (let i = 0; i < query.count; i++) {
    const end = kernels.match(i * PACKED_BYTES, othersAt, candidate.count, LEAST_PRODUCT, pairsAt);
    for (let at = 0; at < (end - pairsAt) / 4; at += PAIR_BYTES / 4)
      selection.offer(pairs[at]!, pairs[at + 1]!, pairs[at + 2]!, pairs[at + 3]!);
    selection.close(i);
  }
  return selection.matches;
}

/** Lane by lane the four classes, two numbers of each at a time, so that a product of eight numbers at once sums class by class. */
function pack({ count, descriptors }: Keypoints, out: Int16Array): void {
  for (let to = 0, from = 0; from < count * DESCRIPTOR_LENGTH; from += DESCRIPTOR_LENGTH)
    for (let k = 0; k < CLASS_LENGTH; k += 2)
      for (let lane = from + k; lane < from + DESCRIPTOR_LENGTH; lane += CLASS_LENGTH) {
        out[to++] = descriptors[lane]!;
        out[to++] = descriptors[lane + 1]!;
      }
}

/** The same in plain code: the reference, and what runs where there is no SIMD. */
export function matchDescriptorsPlainly(query: Keypoints, candidate: Keypoints): Matches {
  const selection = new MatchSelection(query, candidate);
  for (let i = 0; i < query.count; i++) {
    for (let j = 0; j < candidate.count; j++) {
      const [even, turnOdd, mirrorOdd, bothOdd] = Array.from({ length: SYMMETRY_CLASSES }, (_, symmetry) => {
        let product = 0;
        for (let k = symmetry * CLASS_LENGTH; k < (symmetry + 1) * CLASS_LENGTH; k++)
          product += query.descriptors[i * DESCRIPTOR_LENGTH + k]! * candidate.descriptors[j * DESCRIPTOR_LENGTH + k]!;
        return product;
      }) as [number, number, number, number];
      const upright = even + mirrorOdd + Math.abs(turnOdd + bothOdd);
      const mirrored = even - mirrorOdd + Math.abs(turnOdd - bothOdd);
      selection.offer(j, upright, mirrored, (turnOdd + bothOdd < 0 ? 1 : 0) | (turnOdd - bothOdd < 0 ? 2 : 0));
    }
    selection.close(i);
  }
  return selection.matches;
}

/** Keeps the best few partners of one query keypoint after the other. */
class MatchSelection {
  readonly #query: Keypoints;
  readonly #candidate: Keypoints;
  readonly #products = new Int32Array(MATCHES_PER_KEYPOINT);
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

  get matches(): Matches {
    return this.#found;
  }

  /** `turned`: bit 0 where `upright`, bit 1 where `mirrored` is reached by half a turn. */
  offer(candidate: number, upright: number, mirrored: number, turned: number): void {
    const product = Math.max(upright, mirrored);
    if (product <= this.#products[MATCHES_PER_KEYPOINT - 1]!) return;
    let rank = MATCHES_PER_KEYPOINT - 1;
    while (rank > 0 && this.#products[rank - 1]! < product) {
      this.#products[rank] = this.#products[rank - 1]!;
      this.#pairs[rank] = this.#pairs[rank - 1]!;
      rank--;
    }
    this.#products[rank] = product;
    const isMirrored = mirrored >= upright;
    this.#pairs[rank] = candidate * 4 + (isMirrored ? 2 + ((turned >> 1) & 1) : turned & 1);
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
      found.similarity[at] = this.#products[rank]! / UNIT;
      found.log2Scale[at] = Math.log2(this.#candidate.sigmaPx[j]! / this.#query.sigmaPx[i]!);
      const own = this.#query.angleRad[i]!;
      found.angleRad[at] = wrapped(this.#candidate.angleRad[j]! + (mirrored ? own : -own) + (turned ? Math.PI : 0));
    }
    this.#open();
  }

  #open(): void {
    this.#products.fill(LEAST_PRODUCT);
    this.#pairs.fill(-1);
  }
}

/** The same angle between −π and π. */
export function wrapped(angleRad: number): number {
  return angleRad - 2 * Math.PI * Math.round(angleRad / (2 * Math.PI));
}
