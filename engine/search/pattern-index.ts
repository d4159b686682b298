import { histogramSimilarity } from '../core/colour-histogram.ts';
import type { DihedralHashes, SearchEntry, ViewKind } from '../core/fingerprint.ts';
import { chooseCandidates, type Shortlist } from './choose-candidates.ts';
import {
  decodeRecord,
  encodeRecord,
  hashesOf,
  histogramOf,
  recordLength,
  viewCountOf,
  viewKindsOf,
} from './entry-record.ts';
import { type ExactContent, ExactIndex } from './exact-index.ts';
import { HASH_CANDIDATE_DISTANCE, type HashDistances, HashIndex, nearer } from './hash-index.ts';
import type { ComparedRows } from './nearest-rows.ts';
import { RecordTable } from './record-table.ts';
import { SwitchingIndex, type SwitchingOptions } from './switching-index.ts';
import { checkCount, checkKey } from './vector-checks.ts';

export interface PatternIndexOptions extends SwitchingOptions {
  /** Version of the fingerprints; one of another version is refused. */
  readonly fingerprintVersion: string;
  /** Length of an embedded view's vector. */
  readonly dimension: number;
  /** Cells of a colour histogram. */
  readonly histogramLength: number;
}

/** All of an index in a few arrays. */
export interface PatternContent {
  readonly keys: Uint32Array;
  /** One record a key, in the order of `keys`. */
  readonly records: Uint8Array;
  readonly embeddings: ExactContent;
  readonly colours: ExactContent;
}

export interface PatternCandidate extends HashDistances {
  readonly key: number;
  /** Of the best pair of views, −1 to 1, and which views those are. */
  readonly embeddingCosine: number;
  readonly queryView: ViewKind;
  readonly candidateView: ViewKind;
  /** Share of colour in common, 0–1. Evidence for, never against. */
  readonly colourSimilarity: number;
  /** What the candidates are ordered by: see `preRank`. */
  readonly preRank: number;
}

/** A published PDQ match (distance ≤ 31) is worth as much as a cosine of 1, what is too far to be a candidate nothing, linear between. */
const HASH_FULL_DISTANCE = 31;
/** Colour settles the order of what is otherwise alike, no more. */
const COLOUR_WEIGHT = 0.1;

/** The searchable patterns: embeddings, hashes and colours of each, by key. Holds no pictures and no verification features. */
export class PatternIndex {
  readonly options: PatternIndexOptions;
  readonly #embeddings: SwitchingIndex;
  readonly #hashes = new HashIndex();
  /** Square roots of the histograms: their cosine is the Bhattacharyya coefficient, so the vector scan serves for colour, too. */
  readonly #colours: ExactIndex;
  readonly #records: RecordTable;

  constructor(options: PatternIndexOptions) {
    this.options = options;
    this.#embeddings = new SwitchingIndex(options.dimension, options);
    this.#colours = new ExactIndex(options.histogramLength, options.product);
    this.#records = new RecordTable(recordLength(options.histogramLength));
  }

  get size(): number {
    return this.#records.size;
  }

  /** Which embedding index answers the next search. */
  get answering(): 'exact' | 'hnsw' {
    return this.#embeddings.answering;
  }

  has(key: number): boolean {
    return this.#records.get(key) !== undefined;
  }

  keys(): IterableIterator<number> {
    return this.#records.keys();
  }

  /** Stores a pattern in place of what the key had. Throws RangeError, and changes nothing, for an entry that does not fit. */
  put(key: number, entry: SearchEntry): void {
    checkKey(key);
    const { fingerprintVersion, histogramLength } = this.options;
    if (entry.version !== fingerprintVersion) {
      throw new RangeError(`Expected a fingerprint of version ${fingerprintVersion} but received ${entry.version}.`);
    }
    if (entry.colour.histogram.length !== histogramLength) {
      throw new RangeError(
        `Expected a histogram of ${histogramLength} cells but received ${entry.colour.histogram.length}.`,
      );
    }
    const record = encodeRecord(entry);
    this.#embeddings.add(
      key,
      entry.views.map((view) => view.vector),
    );
    this.#putRecord(key, record);
  }

  remove(key: number): boolean {
    this.#embeddings.remove(key);
    this.#hashes.remove(key);
    this.#colours.remove(key);
    return this.#records.remove(key);
  }

  /** The stored pattern; its vectors and palette are as precise as they are kept. */
  entry(key: number): SearchEntry | undefined {
    const record = this.#records.get(key);
    if (!record) return undefined;
    const { viewKinds, ...details } = decodeRecord(record);
    const vectors = this.#embeddings.exact.vectors(key);
    return {
      version: this.options.fingerprintVersion,
      ...details,
      views: viewKinds.map((kind, i) => ({ kind, vector: vectors[i]! })),
    };
  }

  /** The embedding of the whole picture, the first of the views, of every pattern. */
  wholeViews(): ComparedRows {
    return this.#embeddings.exact.firstVectors();
  }

  /** Copies of all that a snapshot keeps: `adopt` takes it back. */
  content(): PatternContent {
    return {
      keys: Uint32Array.from(this.#records.keys()),
      records: this.#records.content(),
      embeddings: this.#embeddings.exact.content(),
      colours: this.#colours.content(),
    };
  }

  /** Fills a new index; the arrays are kept, not copied. False where they do not fit each other: the index is then of no use. */
  adopt({ keys, records, embeddings, colours }: PatternContent): boolean {
    if (!this.#records.adopt(keys, records) || !this.#embeddings.adopt(embeddings) || !this.#colours.adopt(colours)) {
      return false;
    }
    if (embeddings.keys.length !== keys.length) return false;
    for (const key of colours.keys) if (!this.has(key)) return false;
    for (const [i, key] of embeddings.keys.entries()) {
      const record = this.#records.get(key);
      if (!record || viewCountOf(record) !== embeddings.rowCounts[i]) return false;
      const { pdq, edgePdq } = hashesOf(record);
      this.#hashes.put(key, pdq, edgePdq);
    }
    return true;
  }

  /** The `k` most promising patterns: the best by embedding, by hash and by colour; see `chooseCandidates` for the order. */
  async search(query: SearchEntry, forms: DihedralHashes, k: number): Promise<readonly PatternCandidate[]> {
    return chooseCandidates(await this.shortlist(query, forms, k), k, () => true);
  }

  /**
   * The best `length` by embedding, by hash and by colour. `forms` are the query's own hashes in all turned and mirrored forms.
   */
  async shortlist(query: SearchEntry, forms: DihedralHashes, length: number): Promise<Shortlist> {
    checkCount(length);
    if (length === 0) return { length, byEmbedding: [], byHash: [], byColour: [], candidates: [] };
    const vectors = query.views.map((view) => view.vector);
    const { histogram } = query.colour;
    const byEmbedding = keysOf(await this.#embeddings.search(vectors, length));
    const byHash = keysOf(this.#hashes.search(forms, length));
    const byColour = isBlank(histogram) ? [] : keysOf(await this.#colours.search([rootsOf(histogram)], length));
    const keys = new Set([...byEmbedding, ...byHash, ...byColour]);
    return { length, byEmbedding, byHash, byColour, candidates: this.#candidates(query, vectors, forms, keys) };
  }

  close(): void {
    this.#embeddings.close();
    this.#hashes.close();
    this.#colours.close();
  }

  #putRecord(key: number, record: Uint8Array): void {
    this.#records.put(key, record);
    const { pdq, edgePdq } = hashesOf(record);
    this.#hashes.put(key, pdq, edgePdq);
    const histogram = histogramOf(record);
    if (isBlank(histogram)) this.#colours.remove(key);
    else this.#colours.add(key, [rootsOf(histogram)]);
  }

  /** Every channel's measure of each key; keys removed while the search ran are left out. */
  #candidates(
    query: SearchEntry,
    vectors: readonly Float32Array[],
    forms: DihedralHashes,
    keys: ReadonlySet<number>,
  ): PatternCandidate[] {
    const hits = this.#embeddings.exact.scores(vectors, keys);
    const distancesOf = this.#hashes.distances(forms, keys);
    return [...keys].flatMap((key) => {
      const record = this.#records.get(key);
      const hit = hits.get(key);
      const distances = distancesOf.get(key);
      if (!record || !hit || !distances) return [];
      const measured = {
        embeddingCosine: hit.cosine,
        ...distances,
        colourSimilarity: histogramSimilarity(query.colour.histogram, histogramOf(record)),
      };
      return {
        key,
        ...measured,
        queryView: query.views[hit.queryView]!.kind,
        candidateView: viewKindsOf(record)[hit.storedView]!,
        preRank: preRank(measured),
      };
    });
  }
}

/**
 * Order before verification: embedding cosine, plus up to 1 for the nearer hash, plus a little for colour. Each term can only raise; the sum is no
 * probability and means nothing beyond this order.
 */
export function preRank(measured: Omit<PatternCandidate, 'key' | 'queryView' | 'candidateView' | 'preRank'>): number {
  const span = HASH_CANDIDATE_DISTANCE - HASH_FULL_DISTANCE;
  const hash = Math.min(1, Math.max(0, (HASH_CANDIDATE_DISTANCE - nearer(measured)) / span));
  return measured.embeddingCosine + hash + COLOUR_WEIGHT * measured.colourSimilarity;
}

function keysOf(hits: readonly { readonly key: number }[]): number[] {
  return hits.map(({ key }) => key);
}

function rootsOf(histogram: Uint8Array): Float32Array {
  const roots = new Float32Array(histogram.length);
  for (let cell = 0; cell < roots.length; cell++) roots[cell] = Math.sqrt(histogram[cell]!);
  return roots;
}

function isBlank(histogram: Uint8Array): boolean {
  return histogram.every((cell) => cell === 0);
}
