import type { DihedralHashes, PdqHash } from '../core/fingerprint.ts';
import { hammingDistance, PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../core/pdq.ts';
import { HASH_CANDIDATE_DISTANCE, type HashHit, nearer } from './hash-index.ts';

/** What HashIndex.search answers, found the plainest way. */
export function searchHashesPlainly(
  stored: ReadonlyMap<number, { readonly pdq: PdqHash; readonly edgePdq: PdqHash }>,
  query: DihedralHashes,
  k: number,
  maxDistance = HASH_CANDIDATE_DISTANCE,
): readonly HashHit[] {
  return [...stored]
    .map(([key, hashes]) => ({
      key,
      pdqDistance: smallestDistance(query.pdq, hashes.pdq),
      edgePdqDistance: smallestDistance(query.edgePdq, hashes.edgePdq),
    }))
    .filter((hit) => nearer(hit) <= maxDistance)
    .sort((a, b) => nearer(a) - nearer(b) || a.key - b.key)
    .slice(0, k);
}

function smallestDistance(forms: readonly PdqHash[], stored: PdqHash): number {
  const reliable = (hash: PdqHash) => hash.quality > PDQ_UNRELIABLE_QUALITY;
  const comparable = reliable(stored) ? forms.filter(reliable) : [];
  return Math.min(PDQ_BITS, ...comparable.map((form) => hammingDistance(form.bits, stored.bits)));
}
