import type { Raster } from '../core/raster.ts';
import { readManifest, readWeights } from './manifest.ts';
import { squareInput } from './resample.ts';
import { openGraph } from './session.ts';

export interface EmbeddingModel {
  /** `name` and `version` of the manifest joined; part of the fingerprint's version. */
  readonly version: string;
  readonly dimension: number;
  /** Views are cut to their centred square and resampled to this side. */
  readonly inputSidePx: number;
  /** One vector of unit length a view, in order. Deterministic: the result of a view does not depend on the others of the call. */
  embed(views: readonly Raster[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface ModelOptions {
  /** Threads of one inference. Default 1: the engine runs several workers, each with a model of its own. */
  readonly threads?: number;
}

/** Throws `model-missing` or `model-altered` (EngineError). */
export async function loadModel(modelsDir: string, options: ModelOptions = {}): Promise<EmbeddingModel> {
  const { embedding } = await readManifest(modelsDir);
  const graph = await openGraph(await readWeights(modelsDir, embedding), options.threads ?? 1);
  const { inputSidePx, dimension } = embedding;
  const shape = [1, inputSidePx, inputSidePx, 3];
  return {
    version: `${embedding.name}@${embedding.version}`,
    dimension,
    inputSidePx,
    async embed(views) {
      const vectors: Float32Array[] = [];
      // One view a run: on one thread a batch is no faster, and kernels may round differently by batch size.
      for (const view of views) {
        const output = await graph.run({ pixels: { data: squareInput(view, inputSidePx), shape } });
        if (!(output instanceof Float32Array) || output.length !== dimension) {
          throw new TypeError(
            `Expected ${dimension} float32 numbers from ${embedding.file} but received ${output.length}.`,
          );
        }
        vectors.push(Float32Array.from(output));
      }
      return vectors;
    },
    close: () => graph.close(),
  };
}
