import { setTimeout as wait } from 'node:timers/promises';
import { EngineError } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import type { Fingerprint, SearchEntry } from '../core/fingerprint.ts';
import type {
  FeatureSource,
  Library,
  LibraryAnswer,
  LibraryFinding,
  NeighbourBatch,
  NeighbourOptions,
  SearchOptions,
  TaskOptions,
} from '../engine.ts';
import { looksOf, viewsOf } from '../pipeline/looks.ts';
import { chooseCandidates, isSettled, type Shortlist } from '../search/choose-candidates.ts';
import type { ComparedRows } from '../search/nearest-rows.ts';
import type { PatternCandidate } from '../search/pattern-index.ts';
import { compareStored, neighbourBatches } from './all-pairs.ts';
import type { CandidateTask, ComparisonTask } from './engine-worker.ts';
import type { LibraryState, LibraryWorkerData, SearchTask } from './library-worker.ts';
import { nearestTypical } from './nearest-typical.ts';
import { siblingModule, spawnModuleWorker } from './spawn.ts';
import { cancelledError, type TaskPool } from './task-pool.ts';
import { WorkerCalls } from './worker-calls.ts';

/** Candidates whose geometry is looked at: true copies that search ranks lower are rare, and each costs milliseconds. */
const VERIFIED_CANDIDATES = 24;
/** Candidates a task of the pool, so that several workers share one query and none holds others up for long. */
const CANDIDATES_A_TASK = 4;
/** Between failed attempts to open a lost index anew: doubled each time, up to the second figure. */
const REOPEN_PAUSE_MS = [250, 10_000] as const;

export interface LibraryThreadOptions extends LibraryWorkerData {
  readonly features: FeatureSource;
}

export type SnapshotOutcome = 'loaded' | 'absent' | { readonly discarded: string };

/**
 * Opens the index in a thread of its own. A thread that is lost is opened anew from the snapshot; `position` is then the snapshot's, and the change
 * feed brings it up to date from there. Until it stands where it stood before, searches are refused with `worker-lost`: never an answer from less.
 */
export async function openLibraryThread(
  pool: TaskPool,
  { features, ...data }: LibraryThreadOptions,
): Promise<{ readonly library: Library; readonly snapshot: SnapshotOutcome }> {
  const library = new LibraryThread(pool, features, data);
  try {
    return { library, snapshot: await library.open() };
  } catch (error) {
    await library.close();
    throw error;
  }
}

class LibraryThread implements Library {
  readonly #pool: TaskPool;
  readonly #features: FeatureSource;
  readonly #data: LibraryWorkerData;
  readonly #closing = new AbortController();
  /** The thread that is open; undefined while none is. */
  #calls: WorkerCalls | undefined;
  /** The thread that is being opened. */
  #opening: WorkerCalls | undefined;
  #state: LibraryState = { position: 0, size: 0 };
  /** Where the index stood when its thread was last lost. */
  #searchableFrom = 0;

  constructor(pool: TaskPool, features: FeatureSource, data: LibraryWorkerData) {
    this.#pool = pool;
    this.#features = features;
    this.#data = data;
  }

  get position(): number {
    return this.#state.position;
  }

  get size(): number {
    return this.#state.size;
  }

  async open(): Promise<SnapshotOutcome> {
    const worker = spawnModuleWorker(siblingModule('library-worker', import.meta.url), { workerData: this.#data });
    const calls = new WorkerCalls(worker, () => {
      if (this.#calls === calls) void this.#reopen();
    });
    this.#opening = calls;
    try {
      const { snapshot, ...state } = await calls.call<LibraryState & { snapshot: SnapshotOutcome }>('open', null);
      this.#calls = calls;
      this.#state = state;
      return snapshot;
    } catch (error) {
      await calls.close();
      throw error;
    } finally {
      this.#opening = undefined;
    }
  }

  async apply(changes: Parameters<Library['apply']>[0]): Promise<void> {
    this.#state = await this.#openCalls().call<LibraryState>('apply', changes);
  }

  async search(query: Fingerprint, { signal, ...wanted }: SearchOptions): Promise<LibraryAnswer> {
    if (signal?.aborted) throw cancelledError();
    if (!signal) return this.#search(query, wanted, undefined);
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(cancelledError());
      signal.addEventListener('abort', onAbort, { once: true });
      this.#search(query, wanted, signal)
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  async *neighbours(options: NeighbourOptions): AsyncGenerator<NeighbourBatch> {
    const rows = await this.#searchableCalls().call<ComparedRows>('wholeViews', null);
    yield* neighbourBatches(this.#pool, rows, options);
  }

  async compareStored(
    queryKey: number,
    candidateKeys: readonly number[],
    options: TaskOptions = {},
  ): Promise<readonly LibraryFinding[]> {
    const calls = this.#searchableCalls();
    const entries = (keys: readonly number[]) =>
      calls.call<{ readonly key: number; readonly entry: SearchEntry }[]>('entries', keys);
    const sources = { entries, features: this.#features };
    return compareStored(this.#pool, sources, queryKey, candidateKeys, options);
  }

  async save(): Promise<void> {
    await this.#openCalls().call('save', null);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#calls?.close(), this.#opening?.close()]);
  }

  #openCalls(): WorkerCalls {
    if (!this.#calls) throw reopeningError();
    return this.#calls;
  }

  /** Refuses while the index knows less than it did before. */
  #searchableCalls(): WorkerCalls {
    const calls = this.#openCalls();
    if (this.#state.position < this.#searchableFrom) throw reopeningError();
    return calls;
  }

  async #reopen(): Promise<void> {
    this.#searchableFrom = Math.max(this.#searchableFrom, this.#state.position);
    this.#calls = undefined;
    const [firstPauseMs, longestPauseMs] = REOPEN_PAUSE_MS;
    for (
      let pauseMs: number = firstPauseMs;
      !this.#closing.signal.aborted;
      pauseMs = Math.min(2 * pauseMs, longestPauseMs)
    ) {
      const opened = await this.open().then(
        () => true,
        () => false,
      );
      if (opened) return;
      await wait(pauseMs, undefined, { ref: false, signal: this.#closing.signal }).catch(() => {});
    }
  }

  async #search(
    query: Fingerprint,
    { limit, apart }: Omit<SearchOptions, 'signal'>,
    signal: AbortSignal | undefined,
  ): Promise<LibraryAnswer> {
    const calls = this.#searchableCalls();
    const started = performance.now();
    const { features, dihedral: forms, screenless, ...own } = query;
    const entry: SearchEntry = { ...own, views: viewsOf(query) };
    // Beside the search of the index, which runs on another thread.
    const typically = nearestTypical(this.#pool, query, { signal, urgent: true });
    typically.catch(() => undefined);
    const ask = (length: number) => calls.call<Found>('search', { entry, forms, length } satisfies SearchTask);
    const looked = Math.max(limit + (apart?.limit ?? 0), VERIFIED_CANDIDATES);
    const { candidates, ...found } = await chosen(ask, looked, apart);
    const searched = performance.now();
    if (signal?.aborted) throw cancelledError();
    const stored = await this.#features(candidates.map(({ key }) => key));
    const read = performance.now();
    const findings = await this.#verify(
      { query: looksOf(query), typical: await typically },
      candidates,
      stored,
      signal,
    );
    findings.sort((a, b) => b.score - a.score || a.key - b.key);
    return {
      findings: apart === undefined ? findings.slice(0, limit) : findings,
      position: found.position,
      worksSearched: found.size,
      timingsMs: { search: searched - started, readFeatures: read - searched, verify: performance.now() - read },
    };
  }

  async #verify(
    query: Omit<ComparisonTask, 'candidates'>,
    candidates: readonly PatternCandidate[],
    stored: ReadonlyMap<number, Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<LibraryFinding[]> {
    const present = candidates.filter(({ key }) => stored.has(key));
    const tasks: Promise<LibraryFinding[]>[] = [];
    for (let at = 0; at < present.length; at += CANDIDATES_A_TASK) {
      const slice = present.slice(at, at + CANDIDATES_A_TASK);
      const payload = slice.map(
        ({ key, ...channels }): CandidateTask => ({ features: stored.get(key) as Uint8Array, channels }),
      );
      const findings = this.#pool.run<Finding[]>(
        'compareMany',
        { ...query, candidates: payload } satisfies ComparisonTask,
        { signal, urgent: true },
      );
      tasks.push(findings.then((list) => list.map((finding, index) => ({ ...finding, key: slice[index]!.key }))));
    }
    return (await Promise.all(tasks)).flat();
  }
}

type Found = LibraryState & { readonly shortlist: Shortlist };

/** How much longer than what is looked at the first list is where some patterns compete apart: whatever they are, most of it is not theirs. */
const LENGTH_WITH_APART = 4;

/** So many candidates; with some apart, as many of them as they have places for, and the rest of the others. */
async function chosen(
  ask: (length: number) => Promise<Found>,
  looked: number,
  apart: SearchOptions['apart'],
): Promise<LibraryState & { readonly candidates: readonly PatternCandidate[] }> {
  if (apart === undefined) {
    const { shortlist, ...state } = await ask(looked);
    return { ...state, candidates: chooseCandidates(shortlist, looked, () => true) };
  }
  for (let length = LENGTH_WITH_APART * looked; ; length *= LENGTH_WITH_APART) {
    const { shortlist, ...state } = await ask(length);
    const hidden = await apart.which(shortlist.candidates.map(({ key }) => key));
    const isApart = (key: number) => hidden.has(key);
    const isOther = (key: number) => !hidden.has(key);
    const few = chooseCandidates(shortlist, apart.limit, isApart);
    // Only where nearly all that is alike is apart does the first list not do: then it has to be longer.
    if (!isSettled(shortlist, looked - few.length, isOther)) continue;
    return { ...state, candidates: [...few, ...chooseCandidates(shortlist, looked - few.length, isOther)] };
  }
}

const reopeningError = () =>
  new EngineError('worker-lost', {
    expected: 'an index that is open and up to date',
    received: 'one that is being opened anew',
    remedy: 'Try again in a moment.',
    retryAfterS: 2,
  });
