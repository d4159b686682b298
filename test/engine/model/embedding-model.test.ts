import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Raster } from '../../../engine/core/raster.ts';
import { type EmbeddingModel, loadModel } from '../../../engine/model/embedding-model.ts';
import { readManifest } from '../../../engine/model/manifest.ts';

const MODELS = resolve(import.meta.dirname, '../../../models');

/** Diagonal bands of two colours; `periodPx` sets them apart. */
function bands(widthPx: number, heightPx: number, periodPx: number): Raster {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, at += 3) {
      const on = (x + 2 * y) % periodPx < periodPx / 2;
      rgb.set(on ? [200, 40, 60] : [240, 230, 200], at);
    }
  }
  return { widthPx, heightPx, rgb };
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('The embedding model', () => {
  let model: EmbeddingModel;
  beforeAll(async () => {
    model = await loadModel(MODELS);
  });
  afterAll(() => model.close());

  test('gives a unit vector of the stated dimension for each view, whatever its size', async () => {
    const vectors = await model.embed([bands(300, 300, 40), bands(97, 413, 40), bands(1, 1, 2)]);
    expect(vectors.map((vector) => vector.length)).toEqual([model.dimension, model.dimension, model.dimension]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  test('gives the same numbers for a view alone, among others, and from a second copy of the model', async () => {
    const view = bands(260, 240, 30);
    const [alone] = await model.embed([view]);
    const among = await model.embed([bands(80, 80, 8), view]);
    expect(among[1]).toEqual(alone);
    const second = await loadModel(MODELS, { threads: 2 });
    try {
      expect(cosine((await second.embed([view]))[0]!, alone!)).toBeGreaterThan(0.9999);
    } finally {
      await second.close();
    }
  });

  test('puts a resized picture nearer than another pattern', async () => {
    const [original, resized, other] = await model.embed([
      bands(448, 448, 64),
      bands(224, 224, 32),
      bands(448, 448, 15),
    ]);
    expect(cosine(original!, resized!)).toBeGreaterThan(cosine(original!, other!) + 0.1);
  });

  test('answers no view with no vector', async () => {
    expect(await model.embed([])).toEqual([]);
  });
});

describe('Loading the model', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-models-'));
    for (const file of await readdir(MODELS)) {
      if (/\.(onnx|json)$/.test(file)) await copyFile(join(MODELS, file), join(folder, file));
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is refused as missing without the weights, the manifest or the folder', async () => {
    const { embedding } = await readManifest(folder);
    await rm(join(folder, embedding.file));
    await expect(loadModel(folder)).rejects.toMatchObject({ name: 'EngineError', code: 'model-missing' });
    await rm(join(folder, 'manifest.json'));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(loadModel(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'model-missing' });
  });

  test('is refused as altered when one bit of the weights is another', async () => {
    const path = join(folder, (await readManifest(folder)).embedding.file);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
    await writeFile(path, bytes);
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-altered' });
  });

  test.each([
    ['no JSON', () => 'weights'],
    ['another format', (text: string) => text.replace('"format": 1', '"format": 2')],
    ['a file outside the folder', (text: string) => text.replace(/"file": "/, '"file": "../')],
  ])('is refused as altered when the manifest has %s', async (_, change) => {
    const path = join(folder, 'manifest.json');
    await writeFile(path, change(await readFile(path, 'utf8')));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-altered' });
  });

  test('never names a path of the server in its message', async () => {
    await rm(join(folder, 'manifest.json'));
    const error: Error = await loadModel(folder).then(
      () => new Error('loaded'),
      (reason: Error) => reason,
    );
    expect(error.message).toMatch(/manifest\.json/);
    expect(error.message).not.toContain(folder);
  });
});
