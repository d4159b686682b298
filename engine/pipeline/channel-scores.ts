import { histogramSimilarity } from '../core/colour-histogram.ts';
import { bestCosine } from '../core/cosine.ts';
import type { DihedralHashes, PdqHash, SearchEntry } from '../core/fingerprint.ts';
import { hammingDistance, PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../core/pdq.ts';
import type { ChannelScores } from './grade/measurements.ts';

/** What search would have found of the pair; `forms` are the query's own hashes in all the forms that are to be tried. */
export function channelScores(query: SearchEntry, forms: DihedralHashes, candidate: SearchEntry): ChannelScores {
  const vectorsOf = ({ views }: SearchEntry) => views.map(({ vector }) => vector);
  return {
    embeddingCosine: bestCosine(vectorsOf(query), vectorsOf(candidate)),
    pdqDistance: smallestDistance(forms.pdq, candidate.pdq),
    edgePdqDistance: smallestDistance(forms.edgePdq, candidate.edgePdq),
    colourSimilarity: histogramSimilarity(query.colour.histogram, candidate.colour.histogram),
  };
}

/** Over the query's forms; the largest distance there is where one of the two hashes is too poor to compare. */
function smallestDistance(forms: DihedralHashes['pdq'], hash: PdqHash): number {
  const isReliable = ({ quality }: PdqHash) => quality > PDQ_UNRELIABLE_QUALITY;
  if (!isReliable(hash)) return PDQ_BITS;
  return Math.min(PDQ_BITS, ...forms.filter(isReliable).map((form) => hammingDistance(form.bits, hash.bits)));
}
