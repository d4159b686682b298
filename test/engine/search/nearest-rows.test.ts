import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadMatrixProducts } from '../../../engine/model/matrix-product.ts';
import { ExactIndex } from '../../../engine/search/exact-index.ts';
import { FloatScanIndex } from '../../../engine/search/float-scan-index.ts';
import { nearestRows, nearestRowsReference } from '../../../engine/search/nearest-rows.ts';
import { plainUint8Product } from '../../../engine/search/uint8-product.ts';
import { clusteredVectors } from './clustered-vectors.ts';

const DIMENSION = 64;
/** More than one block of stored rows, and no multiple of the queries of a product. */
const KEYS = 4_500;
const modelsDir = resolve(join(import.meta.dirname, '../../../models'));

describe('The nearest of all rows', () => {
  const designs = clusteredVectors(KEYS, { dimension: DIMENSION, families: 40 });
  const index = new ExactIndex(DIMENSION);
  for (const [i, vectors] of designs.entries()) index.add(KEYS - i, vectors);
  const rows = index.firstVectors();

  test('come from the first vector of each key, in the order of keys', () => {
    expect(rows.keys).toEqual(Uint32Array.from({ length: KEYS }, (_, i) => i + 1));
    for (const key of [1, 777, KEYS]) {
      const stored = Float32Array.from(
        rows.bytes.subarray((key - 1) * DIMENSION, key * DIMENSION),
        (byte) => (byte - 128) * rows.inverseLengths[key - 1]!,
      );
      expect(stored).toEqual(index.vectors(key)[0]);
    }
  });

  test.each(['plain', 'onnxruntime'])('are those of the reference, with the %s product', async (name) => {
    const products = name === 'plain' ? undefined : await loadMatrixProducts(modelsDir);
    const [from, until] = [400, 560];
    const nearest = await nearestRows(rows, from, until, 20, products?.uint8 ?? plainUint8Product);
    expect(nearest.count).toBe(20);
    expect(nearest).toEqual(nearestRowsReference(rows, from, until, 20));
    await products?.close();
  });

  test('are those of the floating-point scan, but for what 8 bits do not tell apart', async () => {
    const scan = new FloatScanIndex(DIMENSION);
    for (const [i, vectors] of designs.entries()) scan.add(KEYS - i, [vectors[0]!]);
    const queries = 50;
    const { keys, cosines } = await nearestRows(rows, 0, queries, 20, plainUint8Product);
    for (let row = 0; row < queries; row++) {
      const hits = scan.search([designs[KEYS - 1 - row]![0]!], 21).filter(({ key }) => key !== row + 1);
      const found = new Set(keys.subarray(row * 20, row * 20 + 20));
      expect(hits.slice(0, 20).filter(({ key }) => found.has(key)).length).toBeGreaterThanOrEqual(17);
      for (let rank = 0; rank < 20; rank++)
        expect(Math.abs(cosines[row * 20 + rank]! - hits[rank]!.cosine)).toBeLessThan(0.01);
    }
  });

  test('are fewer than asked for where there are fewer others, and ties go by key', async () => {
    const small = new ExactIndex(2);
    for (const key of [9, 4, 7]) small.add(key, [Float32Array.of(1, 0)]);
    small.add(2, [Float32Array.of(0, 1)]);
    const nearest = await nearestRows(small.firstVectors(), 0, 4, 20, plainUint8Product);
    expect(nearest.count).toBe(3);
    expect([...nearest.keys]).toEqual([4, 7, 9, 7, 9, 2, 4, 9, 2, 4, 7, 2]);
    expect(nearest.cosines[3]).toBeCloseTo(1, 6);
  });

  test('are none in a library of one', async () => {
    const single = new ExactIndex(2);
    single.add(1, [Float32Array.of(1, 0)]);
    expect((await nearestRows(single.firstVectors(), 0, 1, 20, plainUint8Product)).count).toBe(0);
  });
});
