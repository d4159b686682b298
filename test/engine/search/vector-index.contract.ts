import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { FloatScanIndex } from '../../../engine/search/float-scan-index.ts';
import type { Awaitable, VectorHit, VectorIndex } from '../../../engine/search/vector-index.ts';
import { MAX_KEY } from '../../../engine/search/vector-index.ts';
import { clusteredVectors } from './clustered-vectors.ts';

export interface VectorIndexContract {
  /** How far a reported cosine may lie from the floating-point one. */
  readonly cosineTolerance: number;
  /** Share of the reference's 10 best that must be found, 1 for exact indexes. */
  readonly recallAt10: number;
  /** Keys in the recall test. Default 1,200. */
  readonly recallKeys?: number;
  /** Runs of the property tests. Default 60. */
  readonly runs?: number;
  /** Dimension used throughout. Default 64. */
  readonly dimension?: number;
}

const QUERIES = process.env.SELVEDGE_FULL ? 200 : 30;

/** What every VectorIndex promises, whoever stores the vectors. The factory gives an empty index of the asked dimension. */
export function describeVectorIndex(
  name: string,
  factory: (dimension: number) => Awaitable<VectorIndex>,
  contract: VectorIndexContract,
): void {
  const dimension = contract.dimension ?? 64;
  const open: VectorIndex[] = [];
  const make = async () => {
    const index = await factory(dimension);
    open.push(index);
    return index;
  };
  const unit = (...values: number[]) => Float32Array.from({ length: dimension }, (_, i) => values[i] ?? 0);
  const keysOf = (hits: readonly VectorHit[]) => hits.map((hit) => hit.key);

  describe(`${name} as a vector index`, () => {
    afterEach(async () => {
      for (const index of open.splice(0)) await index.close();
    });

    test('is empty at first and finds nothing', async () => {
      const index = await make();
      expect(index.dimension).toBe(dimension);
      expect(await index.size()).toBe(0);
      expect(await index.has(1)).toBe(false);
      expect(await index.remove(1)).toBe(false);
      expect(await index.search([unit(1)], 5)).toEqual([]);
    });

    test('gives the nearest key first, with its cosine and the pair of views', async () => {
      const index = await make();
      await index.add(7, [unit(0, 1), unit(1, 1)]);
      await index.add(9, [unit(1)]);
      const hits = await index.search([unit(0, 0, 1), unit(2, 2)], 5);
      expect(keysOf(hits)).toEqual([7, 9]);
      expect(hits[0]).toMatchObject({ queryView: 1, storedView: 1 });
      expect(hits[0]!.cosine).toBeCloseTo(1, 2);
      expect(hits[1]!.cosine).toBeCloseTo(Math.SQRT1_2, 2);
    });

    test('counts a key once, however many of its views are near', async () => {
      const index = await make();
      await index.add(
        1,
        Array.from({ length: 6 }, (_, i) => unit(1, i / 100)),
      );
      await index.add(2, [unit(0, 1)]);
      await index.add(3, [unit(0, 0, 1)]);
      expect(keysOf(await index.search([unit(1), unit(1, 0.01)], 3)).sort()).toEqual([1, 2, 3]);
    });

    test('orders equal cosines by key', async () => {
      const index = await make();
      for (const key of [30, 10, 20]) await index.add(key, [unit(1, 2, 3)]);
      expect(keysOf(await index.search([unit(1, 2, 3)], 3))).toEqual([10, 20, 30]);
    });

    test('accepts the smallest and largest key', async () => {
      const index = await make();
      await index.add(1, [unit(1)]);
      await index.add(MAX_KEY, [unit(0, 1)]);
      expect(keysOf(await index.search([unit(0, 1)], 1))).toEqual([MAX_KEY]);
    });

    test('replaces the vectors of a key that is added again', async () => {
      const index = await make();
      await index.add(4, [unit(1), unit(0, 1)]);
      await index.add(4, [unit(0, 0, 1)]);
      expect(await index.size()).toBe(1);
      const [hit] = await index.search([unit(1)], 1);
      expect(hit!.cosine).toBeCloseTo(0, 2);
    });

    test('no longer finds a removed key, and takes it again', async () => {
      const index = await make();
      await index.add(4, [unit(1)]);
      await index.add(5, [unit(1, 1)]);
      expect(await index.remove(4)).toBe(true);
      expect(await index.remove(4)).toBe(false);
      expect(await index.has(4)).toBe(false);
      expect(keysOf(await index.search([unit(1)], 5))).toEqual([5]);
      await index.add(4, [unit(1)]);
      expect(keysOf(await index.search([unit(1)], 5))).toEqual([4, 5]);
    });

    test('gives no more than it was asked for, and all it has where asked for more', async () => {
      const index = await make();
      for (let key = 1; key <= 5; key++) await index.add(key, [unit(1, key)]);
      expect(await index.search([unit(1)], 0)).toEqual([]);
      expect(await index.search([unit(1)], 2)).toHaveLength(2);
      expect(await index.search([unit(1)], 5_000)).toHaveLength(5);
      expect(await index.search([], 2)).toEqual([]);
    });

    test('copies what it is given', async () => {
      const index = await make();
      const vector = unit(1);
      await index.add(1, [vector]);
      vector.fill(0);
      vector[1] = 1;
      expect((await index.search([unit(1)], 1))[0]!.cosine).toBeCloseTo(1, 2);
    });

    test.each([
      ['a key of 0', 0, [unit(1)]],
      ['a fraction as key', 1.5, [unit(1)]],
      ['a key beyond the largest', MAX_KEY + 1, [unit(1)]],
      ['no vector', 1, []],
      ['a vector of another dimension', 1, [new Float32Array(dimension + 1).fill(1)]],
      ['NaN', 1, [unit(Number.NaN)]],
      ['infinity', 1, [unit(Number.POSITIVE_INFINITY)]],
      ['a vector of length zero', 1, [unit(0)]],
      ['a vector of strings', 1, [Array.from({ length: dimension }, () => '1') as unknown as Float32Array]],
    ])('refuses %s and stays as it was', async (_, key, vectors) => {
      const index = await make();
      await index.add(2, [unit(1)]);
      await expect((async () => index.add(key, vectors))()).rejects.toThrow(/Expected .* but received/);
      if (vectors.length > 0 && Number.isInteger(key) && key === 1) {
        await expect((async () => index.search(vectors, 1))()).rejects.toThrow(/Expected .* but received/);
      }
      expect(await index.size()).toBe(1);
      expect(keysOf(await index.search([unit(1)], 5))).toEqual([2]);
    });

    test('refuses a count that is negative or no whole number', async () => {
      const index = await make();
      await expect((async () => index.search([unit(1)], -1))()).rejects.toThrow(RangeError);
      await expect((async () => index.search([unit(1)], 1.5))()).rejects.toThrow(RangeError);
    });

    test(`finds at least ${contract.recallAt10} of the reference's ten best among clustered vectors`, async () => {
      const designs = clusteredVectors((contract.recallKeys ?? 1_200) + QUERIES, { dimension });
      const queries = designs.slice(-QUERIES);
      const stored = designs.slice(0, -QUERIES);
      const index = await make();
      const reference = new FloatScanIndex(dimension);
      for (const [i, vectors] of stored.entries()) {
        await index.add(i + 1, vectors);
        reference.add(i + 1, vectors);
      }
      let found = 0;
      for (const query of queries) {
        const expected = reference.search(query, 200);
        const worst = expected[9]!.cosine;
        const hits = await index.search(query, 10);
        expect(new Set(keysOf(hits)).size).toBe(10);
        // A hit as good as the tenth best counts: which of two equals comes first is beyond the tolerance.
        const truth = new Map(expected.map((hit) => [hit.key, hit.cosine]));
        found += hits.filter((hit) => (truth.get(hit.key) ?? -1) >= worst - contract.cosineTolerance).length;
      }
      expect(found / (10 * queries.length)).toBeGreaterThanOrEqual(contract.recallAt10);
    });

    test('agrees with the reference after any sequence of additions, replacements, removals and searches', async () => {
      const pool = clusteredVectors(24, { dimension, views: 3, families: 4, seed: 9 });
      const key = fc.integer({ min: 1, max: 12 });
      const step = fc.oneof(
        fc.record({
          kind: fc.constant('add' as const),
          key,
          vectors: fc.nat(23),
          views: fc.integer({ min: 1, max: 3 }),
        }),
        fc.record({ kind: fc.constant('remove' as const), key }),
        fc.record({ kind: fc.constant('search' as const), query: fc.nat(23), k: fc.integer({ min: 0, max: 14 }) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const index = await factory(dimension);
          const reference = new FloatScanIndex(dimension);
          try {
            for (const action of steps) {
              if (action.kind === 'add') {
                const vectors = pool[action.vectors]!.slice(0, action.views);
                await index.add(action.key, vectors);
                reference.add(action.key, vectors);
              } else if (action.kind === 'remove') {
                expect(await index.remove(action.key)).toBe(reference.remove(action.key));
              } else {
                const query = pool[action.query]!;
                const hits = await index.search(query, action.k);
                expectSameHits(hits, reference, query, action.k, contract.cosineTolerance);
              }
              expect(await index.size()).toBe(reference.size());
            }
          } finally {
            await index.close();
          }
        }),
        { numRuns: contract.runs ?? 60, seed: 20_250 },
      );
    });
  });
}

/** Few keys, so that approximate indexes too must find them all: same keys but for ties within the tolerance, same cosines. */
function expectSameHits(
  hits: readonly VectorHit[],
  reference: FloatScanIndex,
  query: readonly Float32Array[],
  k: number,
  tolerance: number,
): void {
  const expected = reference.search(query, k);
  const truth = new Map(reference.search(query, reference.size()).map((hit) => [hit.key, hit.cosine]));
  expect(hits.length).toBe(expected.length);
  expect(new Set(hits.map((hit) => hit.key)).size).toBe(hits.length);
  for (const [rank, hit] of hits.entries()) {
    expect(Math.abs(hit.cosine - truth.get(hit.key)!)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(hit.cosine - expected[rank]!.cosine)).toBeLessThanOrEqual(2 * tolerance);
  }
}
