import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../core/errors.ts';

const weightsFile = z.object({
  /** Beside the manifest; a bare name, so that a manifest cannot point elsewhere. */
  file: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.(onnx|bin|json)$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const modelManifestSchema = z.object({
  format: z.literal(1),
  embedding: weightsFile.extend({
    name: z.string(),
    /** Changes with every change of the numbers that come out; fingerprints of different versions are never compared. */
    version: z.string(),
    inputSidePx: z.number().int().positive(),
    /** What the graph does to its input, in words: callers hand over raw 8-bit sRGB. */
    normalisation: z.string(),
    dimension: z.number().int().positive(),
    precision: z.enum(['float32', 'int8']),
    licence: z.string(),
    source: z.string(),
  }),
  matrixProducts: z.object({ uint8: weightsFile }),
  /** Drawings that belong to everyone, as fingerprints of the embedding above. */
  typicalDrawings: weightsFile.extend({
    name: z.string(),
    version: z.string(),
    licence: z.string(),
    source: z.string(),
  }),
  /** Trees that turn what was measured of a pair into evidence. */
  fusion: weightsFile.extend({
    name: z.string(),
    version: z.string(),
    licence: z.string(),
    source: z.string(),
  }),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type WeightsFile = z.infer<typeof weightsFile>;

const REINSTALL = 'Restore the models folder from the release or the repository.';

/** Throws `model-missing` where the folder or manifest is not there, `model-altered` where it does not read as one. */
export async function readManifest(modelsDir: string): Promise<ModelManifest> {
  const text = (await readModelFile(modelsDir, 'manifest.json')).toString('utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw alteredManifest('text that is not JSON', cause);
  }
  const parsed = modelManifestSchema.safeParse(content);
  if (!parsed.success) throw alteredManifest(z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

/** The bytes of a weights file, once their SHA-256 agrees with the manifest. */
export async function readWeights(modelsDir: string, weights: WeightsFile): Promise<Buffer> {
  const bytes = await readModelFile(modelsDir, weights.file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== weights.sha256) {
    throw new EngineError('model-altered', {
      expected: `${weights.file} with SHA-256 ${weights.sha256}`,
      received: `a file with SHA-256 ${sha256}`,
      remedy: REINSTALL,
    });
  }
  return bytes;
}

/**
 * Looks at the manifest and every file that it names, some 25 ms, so that a caller can refuse a damaged models folder before
 * it begins anything else. What is loaded later is checked again as it is read. Throws `model-missing` or `model-altered`.
 */
export async function verifyModels(modelsDir: string): Promise<void> {
  const { embedding, matrixProducts, typicalDrawings, fusion } = await readManifest(modelsDir);
  for (const weights of [embedding, matrixProducts.uint8, typicalDrawings, fusion])
    await readWeights(modelsDir, weights);
}

async function readModelFile(modelsDir: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(modelsDir, file));
  } catch (cause) {
    throw new EngineError('model-missing', {
      expected: `${file} in the models folder`,
      received: 'no readable file of that name',
      remedy: REINSTALL,
      cause,
    });
  }
}

function alteredManifest(received: string, cause: unknown): EngineError {
  return new EngineError('model-altered', {
    expected: 'a models/manifest.json of format 1',
    received,
    remedy: REINSTALL,
    cause,
  });
}
