import { availableParallelism } from 'node:os';
import { histogramSimilarity } from '../core/colour-histogram.ts';
import type { EngineVersions, Finding } from '../core/finding.ts';
import type { DihedralHashes, Fingerprint, PdqHash, SearchEntry } from '../core/fingerprint.ts';
import { hammingDistance, PDQ_BITS, PDQ_UNRELIABLE_QUALITY } from '../core/pdq.ts';
import type { Engine, EngineOptions, FingerprintOutcome, TaskOptions } from '../engine.ts';
import type { ChannelScores } from '../pipeline/compare.ts';
import '../model/no-telemetry.ts';
import { RULES_VERSION } from '../pipeline/grade/rules.ts';
import { ENGINE_VERSION } from '../version.ts';
import type { ComparisonTask } from './engine-worker.ts';
import { nearestTypical, openLibraryThread } from './library.ts';
import { siblingModule } from './spawn.ts';
import { TaskPool } from './task-pool.ts';

interface ModelDescription {
  readonly modelVersion: string;
  readonly fingerprintVersion: string;
  readonly dimension: number;
  readonly background: string;
}

const MOST_DEFAULT_WORKERS = 4;
const DEFAULT_QUEUE_LIMIT = 64;
const DEFAULT_TASK_TIMEOUT_MS = 20_000;
/** Loading the model takes a second, on a machine that is overwhelmed many: a start that is slow must not be taken for a picture that hangs. */
const LOADING_TIMEOUT_MS = 120_000;

/** Starts a worker and loads the model; the others follow when they are needed, or with a library. Throws EngineError `model-missing` or `model-altered`. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { modelsDir } = options;
  const workers = options.workers ?? Math.min(availableParallelism(), MOST_DEFAULT_WORKERS);
  const pool = new TaskPool({
    entry: siblingModule('engine-worker', import.meta.url),
    workers,
    queueLimit: options.queueLimit ?? DEFAULT_QUEUE_LIMIT,
    taskTimeoutMs: options.taskTimeoutMs ?? DEFAULT_TASK_TIMEOUT_MS,
    workerData: { modelsDir },
  });
  try {
    return assemble(pool, workers, await describeModel(pool), options);
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Loads the model in the worker that is free. */
function describeModel(pool: TaskPool): Promise<ModelDescription> {
  return pool.run('describeModel', null, { timeoutMs: LOADING_TIMEOUT_MS });
}

function assemble(pool: TaskPool, workers: number, model: ModelDescription, options: EngineOptions): Engine {
  const versions: EngineVersions = {
    engine: ENGINE_VERSION,
    fingerprint: model.fingerprintVersion,
    model: model.modelVersion,
    rules: RULES_VERSION,
    background: model.background,
  };
  return {
    versions,
    workers,
    embeddingDimension: model.dimension,
    fingerprint: (picture, { signal } = {}) => pool.run<FingerprintOutcome>('fingerprint', picture, { signal }),
    thumbnail: (picture, maxSidePx, { signal } = {}) =>
      pool.run<Uint8Array>('thumbnail', { picture, maxSidePx }, { signal }),
    compare: (query, candidate, task) => compare(pool, query, candidate, task),
    openLibrary: async ({ features, snapshotDir }) => {
      const opened = await openLibraryThread(pool, {
        features,
        modelsDir: options.modelsDir,
        snapshotDir,
        fingerprintVersion: model.fingerprintVersion,
        dimension: model.dimension,
        crossoverPatterns: options.crossoverPatterns,
      });
      // Only now: a start has more to do than processors, and one worker is enough to begin with.
      for (let worker = 0; worker < workers; worker++) describeModel(pool).catch(() => undefined);
      return opened;
    },
    load: () => pool.load(),
    close: () => pool.close(),
  };
}

async function compare(
  pool: TaskPool,
  query: Fingerprint,
  candidate: Fingerprint,
  { signal }: TaskOptions = {},
): Promise<Finding> {
  const typical = await nearestTypical(pool, query, signal);
  const candidates = [{ features: candidate.features, channels: channelScores(query, candidate) }];
  const task: ComparisonTask = { query: query.features, typical, candidates };
  const [finding] = await pool.run<Finding[]>('compareMany', task, { signal });
  return finding as Finding;
}

/** What search would have found of the pair. */
function channelScores(query: Fingerprint, candidate: SearchEntry): ChannelScores {
  let embeddingCosine = -1;
  for (const a of query.views) {
    for (const b of candidate.views) embeddingCosine = Math.max(embeddingCosine, dot(a.vector, b.vector));
  }
  return {
    embeddingCosine,
    pdqDistance: smallestDistance(query.dihedral.pdq, candidate.pdq),
    edgePdqDistance: smallestDistance(query.dihedral.edgePdq, candidate.edgePdq),
    colourSimilarity: histogramSimilarity(query.colour.histogram, candidate.colour.histogram),
  };
}

/** Over the query's forms; the largest distance there is where one of the two hashes is too poor to compare. */
function smallestDistance(forms: DihedralHashes['pdq'], hash: PdqHash): number {
  const isReliable = ({ quality }: PdqHash) => quality > PDQ_UNRELIABLE_QUALITY;
  if (!isReliable(hash)) return PDQ_BITS;
  return Math.min(PDQ_BITS, ...forms.filter(isReliable).map((form) => hammingDistance(form.bits, hash.bits)));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
