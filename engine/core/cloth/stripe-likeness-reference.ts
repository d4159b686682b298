import { sharedInformation } from './stripe-likeness.ts';
import { RING, type StripeSequence } from './stripe-sequence.ts';

/** `stripeLikeness` step by step of the ring. */
export function stripeLikenessReference(a: StripeSequence, b: StripeSequence): number {
  const [first, second] = [ringOf(a), ringOf(b)];
  const most = 1 + Math.max(...first, ...second);
  let best = 0;
  for (const ring of [second, [...second].reverse()])
    for (let shift = 0; shift < RING; shift++) {
      const counts = new Int32Array(most * most);
      for (let step = 0; step < RING; step++) counts[first[step]! * most + ring[(step + shift) % RING]!]!++;
      best = Math.max(best, sharedInformation(counts, most));
    }
  return best;
}

const ringOf = ({ bands }: StripeSequence): number[] =>
  bands.flatMap(({ label, steps }) => Array.from({ length: steps }, () => label));
