import { availableParallelism } from 'node:os';
import type { EngineVersions, Finding } from '../core/finding.ts';
import type { Fingerprint } from '../core/fingerprint.ts';
import type { ComparedPattern, Engine, EngineOptions, FingerprintOutcome, TaskOptions } from '../engine.ts';
import { type ErrorRates, readErrorRates } from '../model/error-rates.ts';
import { channelScores } from '../pipeline/channel-scores.ts';
import { looksOf, viewsOf } from '../pipeline/looks.ts';
import '../model/no-telemetry.ts';
import { RULES_VERSION } from '../pipeline/grade/rules.ts';
import { ENGINE_VERSION } from '../version.ts';
import { buildDigests } from './build-digests.ts';
import type { ComparisonTask } from './engine-worker.ts';
import { keptAfterLoading } from './kept-after-loading.ts';
import { openLibraryThread } from './library.ts';
import { locateMotifs } from './locate-motifs.ts';
import { nearestTypical } from './nearest-typical.ts';
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
    const model = await describeModel(pool);
    const versions = versionsOf(model);
    return assemble(pool, { workers, model, versions, errorRates: await readErrorRates(modelsDir, versions) }, options);
  } catch (error) {
    await pool.close();
    throw error;
  }
}

/** Loads the model in the worker that is free. */
function describeModel(pool: TaskPool): Promise<ModelDescription> {
  return pool.run('describeModel', null, { timeoutMs: LOADING_TIMEOUT_MS });
}

function versionsOf(model: ModelDescription): EngineVersions {
  return {
    engine: ENGINE_VERSION,
    fingerprint: model.fingerprintVersion,
    model: model.modelVersion,
    rules: RULES_VERSION,
    background: model.background,
  };
}

interface Parts {
  readonly workers: number;
  readonly model: ModelDescription;
  readonly versions: EngineVersions;
  readonly errorRates: ErrorRates | null;
}

function assemble(pool: TaskPool, { workers, model, versions, errorRates }: Parts, options: EngineOptions): Engine {
  return {
    versions,
    errorRates,
    // They are of the files that it runs from: an update of these counts from the next start.
    buildDigests: keptAfterLoading(() => buildDigests(options.modelsDir)),
    workers,
    embeddingDimension: model.dimension,
    fingerprint: (picture, { signal } = {}) => pool.run<FingerprintOutcome>('fingerprint', picture, { signal }),
    thumbnail: (picture, maxSidePx, { signal } = {}) =>
      pool.run<Uint8Array>('thumbnail', { picture, maxSidePx }, { signal }),
    compare: (query, candidate, task) => compare(pool, query, candidate, task),
    locateMotifs: (query, motifs, task = {}) => locateMotifs(pool, query, motifs, task),
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
  candidate: ComparedPattern,
  { signal }: TaskOptions = {},
): Promise<Finding> {
  const typical = await nearestTypical(pool, query, { signal, urgent: true });
  const candidates = [
    {
      features: candidate.features,
      channels: channelScores({ ...query, views: viewsOf(query) }, query.dihedral, candidate),
    },
  ];
  const task: ComparisonTask = { query: looksOf(query), typical, candidates };
  const [finding] = await pool.run<Finding[]>('compareMany', task, { signal });
  return finding as Finding;
}
