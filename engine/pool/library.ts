import type { Finding } from '../core/finding.ts';
import type { Fingerprint, SearchEntry } from '../core/fingerprint.ts';
import type { FeatureSource, Library, LibraryAnswer, LibraryFinding, TaskOptions } from '../engine.ts';
import type { PatternCandidate } from '../search/pattern-index.ts';
import type { CandidateTask } from './engine-worker.ts';
import type { LibraryState, LibraryWorkerData } from './library-worker.ts';
import { siblingModule, spawnModuleWorker } from './spawn.ts';
import type { TaskPool } from './task-pool.ts';
import { WorkerCalls } from './worker-calls.ts';

/** Candidates whose geometry is looked at: true copies that search ranks lower are rare, and each costs milliseconds. */
const VERIFIED_CANDIDATES = 24;
/** Candidates a task of the pool, so that several workers share one query and none holds others up for long. */
const CANDIDATES_A_TASK = 4;

export interface LibraryThreadOptions extends LibraryWorkerData {
  readonly features: FeatureSource;
}

export type SnapshotOutcome = 'loaded' | 'absent' | { readonly discarded: string };

/** Opens the index in a thread of its own. A thread that is lost is opened anew from the snapshot; the change feed brings it up to date. */
export async function openLibraryThread(
  pool: TaskPool,
  { features, ...data }: LibraryThreadOptions,
): Promise<{ readonly library: Library; readonly snapshot: SnapshotOutcome }> {
  const library = new LibraryThread(pool, features, data);
  return { library, snapshot: await library.open() };
}

class LibraryThread implements Library {
  readonly #pool: TaskPool;
  readonly #features: FeatureSource;
  readonly #data: LibraryWorkerData;
  #calls: WorkerCalls;
  #state: LibraryState = { position: 0, size: 0 };

  constructor(pool: TaskPool, features: FeatureSource, data: LibraryWorkerData) {
    this.#pool = pool;
    this.#features = features;
    this.#data = data;
    this.#calls = this.#start();
  }

  get position(): number {
    return this.#state.position;
  }

  get size(): number {
    return this.#state.size;
  }

  async open(): Promise<SnapshotOutcome> {
    const { snapshot, ...state } = await this.#calls.call<LibraryState & { snapshot: SnapshotOutcome }>('open', null);
    this.#state = state;
    return snapshot;
  }

  async apply(changes: Parameters<Library['apply']>[0]): Promise<void> {
    this.#state = await this.#calls.call<LibraryState>('apply', changes);
  }

  async search(
    query: Fingerprint,
    { limit, signal }: TaskOptions & { readonly limit: number },
  ): Promise<LibraryAnswer> {
    const started = performance.now();
    const { features: encoded, dihedral: forms, ...entry } = query;
    const task = { entry: entry satisfies SearchEntry, forms, limit: Math.max(limit, VERIFIED_CANDIDATES) };
    const found = await this.#calls.call<LibraryState & { candidates: PatternCandidate[] }>('search', task);
    const searched = performance.now();
    const stored = await this.#features(found.candidates.map(({ key }) => key));
    const read = performance.now();
    const findings = await this.#verify(encoded, found.candidates, stored, signal);
    findings.sort((a, b) => b.score - a.score || a.key - b.key);
    return {
      findings: findings.slice(0, limit),
      position: found.position,
      worksSearched: found.size,
      timingsMs: { search: searched - started, features: read - searched, verify: performance.now() - read },
    };
  }

  save(): Promise<void> {
    return this.#calls.call('save', null);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }

  #start(): WorkerCalls {
    const worker = spawnModuleWorker(siblingModule('library-worker', import.meta.url), { workerData: this.#data });
    return new WorkerCalls(worker, () => {
      this.#calls = this.#start();
      // Requests meanwhile see the empty index's answer or an error; both say so by their position.
      this.open().catch(() => {});
    });
  }

  async #verify(
    query: Uint8Array,
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
        { query, candidates: payload },
        { signal, urgent: true },
      );
      tasks.push(findings.then((list) => list.map((finding, index) => ({ ...finding, key: slice[index]!.key }))));
    }
    return (await Promise.all(tasks)).flat();
  }
}
