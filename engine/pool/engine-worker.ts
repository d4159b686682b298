import { workerData } from 'node:worker_threads';
import { decodeFeatures } from '../core/features/encoding.ts';
import { encodeThumbnail } from '../image/encode.ts';
import { loadModel } from '../model/embedding-model.ts';
import { type ChannelScores, comparePair } from '../pipeline/compare.ts';
import { fingerprintPicture, fingerprintVersion } from '../pipeline/fingerprint.ts';
import { serveTasks } from './protocol.ts';

/** What the pool tells each of its workers. */
export interface EngineWorkerData {
  readonly modelsDir: string;
}

/** A candidate's stored features and what search found of it. */
export interface CandidateTask {
  readonly features: Uint8Array;
  readonly channels: ChannelScores;
}

const { modelsDir } = workerData as EngineWorkerData;

/** Loads on first use and keeps; a failed load is tried again by the next task, so that a mended models folder needs no restart. */
function keptAfterLoading<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

const model = keptAfterLoading(() => loadModel(modelsDir));

serveTasks({
  async describeModel() {
    const { version, dimension } = await model();
    return { modelVersion: version, dimension, fingerprintVersion: fingerprintVersion(await model()) };
  },
  async fingerprint(picture: Uint8Array) {
    return fingerprintPicture(picture, await model());
  },
  thumbnail({ picture, maxSidePx }: { picture: Uint8Array; maxSidePx: number }) {
    return encodeThumbnail(picture, maxSidePx);
  },
  compareMany({ query, candidates }: { query: Uint8Array; candidates: readonly CandidateTask[] }) {
    const prepared = decodeFeatures(query);
    return candidates.map(({ features, channels }) => comparePair(prepared, decodeFeatures(features), channels));
  },
});
