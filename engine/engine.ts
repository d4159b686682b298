import type { EngineVersions, Finding } from './core/finding.ts';
import type { Fingerprint, SearchEntry } from './core/fingerprint.ts';
import type { NotComparableReason } from './core/vocabulary.ts';
import type { ErrorRates } from './model/error-rates.ts';
import type { MotifLikeness } from './pipeline/verify/locate-motifs.ts';

/** Lets a caller give up: the signal removes a waiting task and discards the answer of a running one (`cancelled`). */
export interface TaskOptions {
  readonly signal?: AbortSignal;
}

export type FingerprintOutcome =
  | {
      readonly status: 'fingerprinted';
      readonly fingerprint: Fingerprint;
      readonly timingsMs: Readonly<Record<string, number>>;
    }
  | {
      readonly status: 'not-comparable';
      readonly reason: NotComparableReason;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly timingsMs: Readonly<Record<string, number>>;
    };

/** One step of the change feed. Positions are gap-free and rising; `key` is the record's own integer (1 … 2³² − 2). */
export type LibraryChange =
  | { readonly position: number; readonly kind: 'put'; readonly key: number; readonly entry: SearchEntry }
  | { readonly position: number; readonly kind: 'remove'; readonly key: number };

/** Reads stored verification features; a key that is gone is left out of the answer. */
export type FeatureSource = (keys: readonly number[]) => Promise<ReadonlyMap<number, Uint8Array>>;

export interface LibraryOptions {
  /** Folder for snapshots; absent: never written. */
  readonly snapshotDir?: string;
  readonly features: FeatureSource;
}

export interface LibraryFinding extends Finding {
  readonly key: number;
}

export interface LibraryAnswer {
  /** By descending score; every candidate the search returned, `no-match` ones too, at most `limit`, or both limits together. */
  readonly findings: readonly LibraryFinding[];
  /** The feed position the answer was computed at, and how many patterns were searched. */
  readonly position: number;
  readonly worksSearched: number;
  readonly timingsMs: Readonly<Record<string, number>>;
}

/** What comparing takes of a registered pattern. */
export type ComparedPattern = SearchEntry & Pick<Fingerprint, 'features'>;

/** A motif that people know: what of its fingerprint recognising it takes. */
export interface KnownMotif {
  readonly id: string;
  /** Embedded views, of unit length. */
  readonly views: readonly Float32Array[];
  /** Encoded verification features. */
  readonly features: Uint8Array;
}

export interface MotifSighting extends MotifLikeness {
  readonly id: string;
}

/** The nearest of some patterns by the embedding of the whole picture. */
export interface NeighbourBatch {
  readonly keys: Uint32Array;
  /** Neighbours of each: as many as asked for, fewer where there are not so many other patterns. */
  readonly count: number;
  /** [keys × count] keys of the neighbours, nearest first, and their cosines. */
  readonly nearest: Uint32Array;
  readonly cosines: Float32Array;
  /** Patterns compared so far, those that were passed over included, of so many. */
  readonly done: number;
  readonly total: number;
}

export interface NeighbourOptions extends TaskOptions {
  readonly count: number;
  /** Only patterns of a higher key are asked for; they are compared with all. Default 0. */
  readonly afterKey?: number;
}

export interface SearchOptions extends TaskOptions {
  readonly limit: number;
  /**
   * Patterns that compete for places of their own, so that none of them, however many are alike, takes one from the others, nor the
   * other way round. `which` says which of some keys these are; at most `limit` of them are looked at, beside `limit` others. What
   * places they leave go to the others, so that the work done does not depend on how many there are.
   */
  readonly apart?: {
    readonly which: (keys: readonly number[]) => Promise<ReadonlySet<number>>;
    readonly limit: number;
  };
}

/** The searchable set of patterns, in memory, off the main thread. */
export interface Library {
  readonly position: number;
  readonly size: number;
  /** Applies changes in order; changes at or below `position` are ignored, a gap is refused. */
  apply(changes: readonly LibraryChange[]): Promise<void>;
  search(query: Fingerprint, options: SearchOptions): Promise<LibraryAnswer>;
  /** Compares all pairs of patterns: the nearest of each, in the order of keys, in batches. What changes meanwhile is not seen. */
  neighbours(options: NeighbourOptions): AsyncIterable<NeighbourBatch>;
  /** Verifies stored patterns against each other; transforms lead from the first. Whatever is gone is left out. */
  compareStored(
    queryKey: number,
    candidateKeys: readonly number[],
    options?: TaskOptions,
  ): Promise<readonly LibraryFinding[]>;
  /** Writes a snapshot: aside, fsynced, renamed. */
  save(): Promise<void>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Folder with manifest.json and the weights. */
  readonly modelsDir: string;
  /** Worker threads for decoding, inference and verification. Default: number of processors, at most 4. */
  readonly workers?: number | undefined;
  /** Patterns from which on HNSW answers in place of the exact scan. Default: see engine/search/README.md. */
  readonly crossoverPatterns?: number | undefined;
  /** Tasks that may wait; one more is refused with `busy`. Default 64. */
  readonly queueLimit?: number;
  /** A task running longer is abandoned with `timed-out` and its worker replaced. Default 20 s. */
  readonly taskTimeoutMs?: number;
}

/** What answers, for whoever has to show that it was this program and no other: SHA-256, hexadecimal. */
export interface BuildDigests {
  /** Of the list of the engine's files with their digests, in the form of `sha256sum`. */
  readonly programSha256: string;
  /** Of the manifest, which has the digests of all weights. */
  readonly modelsSha256: string;
}

export interface Engine {
  readonly versions: EngineVersions;
  /** How often it errs, as measured with these versions; null where nobody has. */
  readonly errorRates: ErrorRates | null;
  buildDigests(): Promise<BuildDigests>;
  /** Tasks that run at the same time. */
  readonly workers: number;
  /** Length of an embedded view's vector. */
  readonly embeddingDimension: number;
  /** Throws EngineError for a picture that is refused. */
  fingerprint(picture: Uint8Array, options?: TaskOptions): Promise<FingerprintOutcome>;
  /** WebP preview of the upright picture, no side longer than `maxSidePx`, all metadata dropped. */
  thumbnail(picture: Uint8Array, maxSidePx: number, options?: TaskOptions): Promise<Uint8Array>;
  /** Verifies, explains and grades one pair; the transform leads from `query` to `candidate`. */
  compare(query: Fingerprint, candidate: ComparedPattern, options?: TaskOptions): Promise<Finding>;
  /** The known motifs that a picture shows, and where; the surest first. The motifs' fingerprints have to be of this version. */
  locateMotifs(
    query: Fingerprint,
    motifs: readonly KnownMotif[],
    options?: TaskOptions,
  ): Promise<readonly MotifSighting[]>;
  /** Opens the snapshot if it is sound and of this version; otherwise starts empty at position 0 and says why. */
  openLibrary(
    options: LibraryOptions,
  ): Promise<{ readonly library: Library; readonly snapshot: 'loaded' | 'absent' | { readonly discarded: string } }>;
  /** Tasks waiting and running, for metrics. */
  load(): { readonly waiting: number; readonly running: number };
  close(): Promise<void>;
}
