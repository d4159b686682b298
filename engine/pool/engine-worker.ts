import { workerData } from 'node:worker_threads';
import { decodeFeatures } from '../core/features/encoding.ts';
import type { TypicalLikeness } from '../core/finding.ts';
import { encodeThumbnail } from '../image/encode.ts';
import { loadModel } from '../model/embedding-model.ts';
import { readFusionWeights } from '../model/fusion-weights.ts';
import { loadMatrixProducts } from '../model/matrix-product.ts';
import { readTypicalDrawings } from '../model/typical-drawings.ts';
import { type ChannelScores, comparePair } from '../pipeline/compare.ts';
import { fingerprintPicture, fingerprintVersion } from '../pipeline/fingerprint.ts';
import { FUSION_INPUTS } from '../pipeline/grade/fusion.ts';
import { locateMotif } from '../pipeline/verify/locate-motifs.ts';
import { nearestTypical } from '../pipeline/verify/nearest-typical.ts';
import { type ComparedRows, nearestRows } from '../search/nearest-rows.ts';
import { keptAfterLoading } from './kept-after-loading.ts';
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

/** One query against some candidates. */
export interface ComparisonTask {
  /** Encoded features of every look at the query. */
  readonly query: readonly Uint8Array[];
  readonly typical: TypicalLikeness | null;
  readonly candidates: readonly CandidateTask[];
}

/** One picture against some motifs. */
export interface MotifTask {
  readonly picture: Uint8Array;
  readonly motifs: readonly { readonly features: Uint8Array; readonly embeddingCosine: number }[];
}

/** Some rows against all of them. */
export interface NeighboursTask {
  readonly rows: ComparedRows;
  readonly from: number;
  readonly until: number;
  readonly count: number;
}

const { modelsDir } = workerData as EngineWorkerData;

const model = keptAfterLoading(() => loadModel(modelsDir));
const typicalDrawings = keptAfterLoading(async () => {
  const { version, drawings } = await readTypicalDrawings(modelsDir, fingerprintVersion(await model()));
  const prepared = drawings.map(({ features, ...drawing }) => ({ ...drawing, features: decodeFeatures(features) }));
  return { version, drawings: prepared };
});

const fusion = keptAfterLoading(() => readFusionWeights(modelsDir, FUSION_INPUTS));
const matrixProducts = keptAfterLoading(() => loadMatrixProducts(modelsDir));

serveTasks({
  async describeModel() {
    const { version, dimension } = await model();
    const modelVersion = `${version}+${(await fusion()).version}`;
    const background = (await typicalDrawings()).version;
    return { modelVersion, dimension, fingerprintVersion: fingerprintVersion(await model()), background };
  },
  async fingerprint(picture: Uint8Array) {
    return fingerprintPicture(picture, await model());
  },
  thumbnail({ picture, maxSidePx }: { picture: Uint8Array; maxSidePx: number }) {
    return encodeThumbnail(picture, maxSidePx);
  },
  async nearestTypical({ features, views }: { features: Uint8Array; views: readonly Float32Array[] }) {
    return nearestTypical(decodeFeatures(features), views, (await typicalDrawings()).drawings);
  },
  async nearestRows({ rows, from, until, count }: NeighboursTask) {
    return nearestRows(rows, from, until, count, (await matrixProducts()).uint8);
  },
  locateMotifs({ picture, motifs }: MotifTask) {
    const prepared = decodeFeatures(picture);
    return motifs.map(({ features, embeddingCosine }) =>
      locateMotif(prepared, decodeFeatures(features), embeddingCosine),
    );
  },
  async compareMany({ query, typical, candidates }: ComparisonTask) {
    const looks = query.map(decodeFeatures);
    const weights = await fusion();
    return candidates.map(({ features, channels }) =>
      comparePair(looks, decodeFeatures(features), channels, typical, weights),
    );
  },
});
