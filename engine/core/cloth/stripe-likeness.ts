import { RING, type StripeSequence } from './stripe-sequence.ts';

/**
 * How far two sequences of stripes are one, 0–1: what the labels at a place of the one tell of the labels at the same place of the other (mutual information ÷ the larger entropy), at
 * the best of all shifts and both directions. Colours, scale and origin do not matter; two colours made one cost what they told. Held equal to `stripeLikenessReference`.
 *
 * Bands are merged run by run: a shift costs as many steps as both have bands, not RING.
 */
export function stripeLikeness(a: StripeSequence, b: StripeSequence): number {
  const first = runsOf(a);
  const most = Math.max(first.labels, runsOf(b).labels);
  const counts = new Int32Array(most * most);
  let best = 0;
  for (const reversed of [false, true]) {
    const second = runsOf(reversed ? { ...b, bands: [...b.bands].reverse() } : b);
    for (let shift = 0; shift < RING; shift++) {
      counts.fill(0);
      countTogether(first, second, shift, counts, most);
      best = Math.max(best, sharedInformation(counts, most));
    }
  }
  return best;
}

interface Runs {
  /** Step at which each band ends, rising to RING. */
  readonly ends: readonly number[];
  readonly label: readonly number[];
  readonly labels: number;
}

function runsOf({ bands }: StripeSequence): Runs {
  let end = 0;
  return {
    ends: bands.map(({ steps }) => (end += steps)),
    label: bands.map(({ label }) => label),
    labels: 1 + Math.max(...bands.map(({ label }) => label)),
  };
}

/** Steps that have label i in the first and label j in the second, which begins at `shift`. */
function countTogether(first: Runs, second: Runs, shift: number, counts: Int32Array, most: number): void {
  let j = second.ends.findIndex((end) => end > shift);
  let left = second.ends[j]! - shift;
  let at = 0;
  for (let i = 0; i < first.ends.length; ) {
    const steps = Math.min(first.ends[i]! - at, left);
    counts[first.label[i]! * most + second.label[j]!]! += steps;
    at += steps;
    left -= steps;
    if (at === first.ends[i]!) i++;
    if (left === 0) {
      j = (j + 1) % second.ends.length;
      left = second.ends[j]! - (j === 0 ? 0 : second.ends[j - 1]!);
    }
  }
}

/** Mutual information of a table of counts that sum to RING, over the larger of the two entropies; 0 where one has a single label. */
export function sharedInformation(counts: Int32Array, size: number): number {
  let [joint, ofRows, ofColumns] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    let [row, column] = [0, 0];
    for (let j = 0; j < size; j++) {
      row += counts[i * size + j]!;
      column += counts[j * size + i]!;
      joint += entropyTerm(counts[i * size + j]!);
    }
    ofRows += entropyTerm(row);
    ofColumns += entropyTerm(column);
  }
  const larger = Math.max(ofRows, ofColumns);
  return larger === 0 ? 0 : Math.max(0, (ofRows + ofColumns - joint) / larger);
}

const entropyTerm = (count: number): number => (count === 0 ? 0 : -(count / RING) * Math.log(count / RING));
