import { DESCRIPTOR_LENGTH, DESCRIPTOR_SCALE, type Keypoints } from '../features/verification-features.ts';
import { type Matches, MatchSelection } from './descriptor-matching.ts';

/** [m × k] · [k × n] → [m × n], row-major. */
export type FloatProduct = (a: Float32Array, b: Float32Array, m: number, k: number, n: number) => Promise<Float32Array>;

/** Signs of the four symmetry classes of a descriptor (descriptor.ts) under identity, half turn, mirror and both at once. */
const FORMS: readonly (readonly [even: number, turnOdd: number, mirrorOdd: number, bothOdd: number])[] = [
  [1, 1, 1, 1],
  [1, -1, 1, -1],
  [1, 1, -1, -1],
  [1, -1, -1, 1],
];

/**
 * The same matches as `matchDescriptors`, for one query and many candidates, by matrix products: the query's descriptors in their four forms
 * against those of a candidate. Differs from the plain way by the rounding of sums only.
 */
export async function matchDescriptorsOfMany(
  query: Keypoints,
  candidates: readonly Keypoints[],
  product: FloatProduct,
): Promise<Matches[]> {
  const rows = formRows(query);
  const all: Matches[] = [];
  for (const candidate of candidates) {
    const selection = new MatchSelection(query, candidate);
    if (query.count > 0 && candidate.count > 0) {
      const similarities = await product(rows, columns(candidate), 4 * query.count, DESCRIPTOR_LENGTH, candidate.count);
      select(similarities, query.count, candidate.count, selection);
    }
    all.push(selection.matches);
  }
  return all;
}

function select(similarities: Float32Array, queries: number, candidates: number, selection: MatchSelection): void {
  const form = queries * candidates;
  for (let i = 0; i < queries; i++) {
    const row = i * candidates;
    for (let j = 0; j < candidates; j++) {
      const identity = similarities[row + j]!;
      const turned = similarities[form + row + j]!;
      const mirrored = similarities[2 * form + row + j]!;
      const both = similarities[3 * form + row + j]!;
      const upright = Math.max(identity, turned);
      const flipped = Math.max(mirrored, both);
      const value = Math.max(upright, flipped);
      if (value <= selection.bar) continue;
      selection.offer(j, value, upright <= flipped, upright > flipped ? turned > identity : both > mirrored);
    }
    selection.close(i);
  }
}

/** Form by form, the query's descriptors of unit length: [4·count × DESCRIPTOR_LENGTH]. */
function formRows({ count, descriptors }: Keypoints): Float32Array {
  const part = DESCRIPTOR_LENGTH / 4;
  const rows = new Float32Array(4 * count * DESCRIPTOR_LENGTH);
  for (const [form, signs] of FORMS.entries()) {
    const start = form * count * DESCRIPTOR_LENGTH;
    for (let at = 0; at < count * DESCRIPTOR_LENGTH; at++) {
      rows[start + at] = (signs[Math.floor((at % DESCRIPTOR_LENGTH) / part)]! * descriptors[at]!) / DESCRIPTOR_SCALE;
    }
  }
  return rows;
}

/** The candidate's descriptors as columns: [DESCRIPTOR_LENGTH × count]. */
function columns({ count, descriptors }: Keypoints): Float32Array {
  const out = new Float32Array(count * DESCRIPTOR_LENGTH);
  for (let j = 0; j < count; j++) {
    for (let k = 0; k < DESCRIPTOR_LENGTH; k++)
      out[k * count + j] = descriptors[j * DESCRIPTOR_LENGTH + k]! / DESCRIPTOR_SCALE;
  }
  return out;
}
