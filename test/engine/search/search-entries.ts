import type { DihedralHashes, PdqHash, SearchEntry } from '../../../engine/core/fingerprint.ts';
import { VIEW_KINDS } from '../../../engine/core/fingerprint.ts';

import { clusteredVectors, seededRandom } from './clustered-vectors.ts';

export const HISTOGRAM_LENGTH = 245;
export const DIMENSION = 64;
export const INDEX_OPTIONS = { fingerprintVersion: 'f1', dimension: DIMENSION, histogramLength: HISTOGRAM_LENGTH };

/** Made-up entries: embeddings in clusters, random hashes, a few colours each. */
export function searchEntries(count: number, seed = 1): SearchEntry[] {
  const random = seededRandom(seed);
  return clusteredVectors(count, { dimension: DIMENSION, seed }).map((vectors, i) => ({
    version: INDEX_OPTIONS.fingerprintVersion,
    widthPx: 400 + i,
    heightPx: 300 + i,
    pdq: randomHash(random),
    edgePdq: randomHash(random),
    repeat: {
      type: 'half-drop',
      vectorsPx: [
        [40.5, 0.25],
        [20.25, 31],
      ],
      confidence: random(),
    },
    colour: { palette: [{ lab: [50, 10.5, -20.25], share: 1 }], histogram: randomHistogram(random) },
    views: vectors.slice(0, 1 + (i % 3)).map((vector, view) => ({ kind: VIEW_KINDS[view]!, vector })),
  }));
}

export function formsOf(entry: SearchEntry): DihedralHashes {
  return { pdq: [entry.pdq], edgePdq: [entry.edgePdq] };
}

function randomHash(random: () => number): PdqHash {
  return { bits: Uint8Array.from({ length: 32 }, () => random() * 256), quality: 50 + Math.floor(random() * 51) };
}

/** Sums to 255 in six cells. */
function randomHistogram(random: () => number): Uint8Array {
  const histogram = new Uint8Array(HISTOGRAM_LENGTH);
  for (let i = 0; i < 5; i++) {
    const cell = Math.floor(random() * HISTOGRAM_LENGTH);
    histogram[cell] = histogram[cell]! + 42;
  }
  histogram[0] = histogram[0]! + 45;
  return histogram;
}
