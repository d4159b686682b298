import { describe, expect, test } from 'vitest';
import { type ExactContent, ExactIndex } from '../../../engine/search/exact-index.ts';
import { FloatScanIndex } from '../../../engine/search/float-scan-index.ts';
import { clusteredVectors, seededRandom } from './clustered-vectors.ts';

const DIMENSION = 8;
/** With one to three vectors each, more than two blocks of rows. */
const KEYS = 20_000;

describe('The content of an exact index', () => {
  const designs = clusteredVectors(KEYS, { dimension: DIMENSION, families: 50 });
  const queries = clusteredVectors(5, { dimension: DIMENSION, families: 50, seed: 3 });
  const filled = new ExactIndex(DIMENSION);
  for (const [i, vectors] of designs.entries()) filled.add(i + 1, vectors.slice(0, 1 + (i % 3)));
  // Holes, and rows that are no longer in the order of their keys.
  for (let key = 5; key <= KEYS; key += 7) filled.remove(key);
  for (let key = 5; key <= KEYS; key += 21) filled.add(key, designs[KEYS - key]!);

  function adopted(content: ExactContent): ExactIndex {
    const index = new ExactIndex(DIMENSION);
    expect(index.adopt(content)).toBe(true);
    return index;
  }

  test('fills an index that answers the same and holds the same vectors', async () => {
    const index = adopted(filled.content());
    expect(index.size()).toBe(filled.size());
    for (const query of queries) expect(await index.search(query, 20)).toEqual(await filled.search(query, 20));
    for (let key = 1; key <= KEYS; key += 97) expect(index.vectors(key)).toEqual(filled.vectors(key));
  });

  test('fills an index that goes on taking changes', async () => {
    const index = adopted(filled.content());
    const reference = new FloatScanIndex(DIMENSION);
    for (const key of filled.keys()) reference.add(key, filled.vectors(key));
    const random = seededRandom(5);
    for (let step = 0; step < 2_000; step++) {
      const key = 1 + Math.floor(random() * KEYS);
      if (random() < 0.5) expect(index.remove(key)).toBe(reference.remove(key));
      else {
        const vectors = designs[Math.floor(random() * KEYS)]!;
        index.add(key, vectors);
        reference.add(key, index.vectors(key));
      }
    }
    for (const query of queries) {
      const expected = reference.search(query, 10);
      const hits = await index.search(query, 10);
      for (const [rank, hit] of hits.entries()) expect(hit.cosine).toBeCloseTo(expected[rank]!.cosine, 5);
    }
    expect(adopted(index.content()).size()).toBe(reference.size());
  });

  test('is a copy', async () => {
    const index = new ExactIndex(DIMENSION);
    index.add(1, designs[0]!);
    const content = index.content();
    index.remove(1);
    index.add(2, designs[1]!);
    expect(adopted(content).vectors(1)).toHaveLength(3);
  });

  test.each<[string, Partial<ExactContent>]>([
    ['a key twice', { keys: Uint32Array.of(1, 1) }],
    ['the key 0', { keys: Uint32Array.of(1, 0) }],
    ['a key too many', { keys: Uint32Array.of(1, 2, 3) }],
    ['a key without rows', { rowCounts: Uint8Array.of(3, 0) }],
    ['a row too few', { rowCounts: Uint8Array.of(1, 1) }],
    ['rows cut short', { rows: new Uint8Array(3 * DIMENSION - 1) }],
    ['a length too few', { inverseLengths: new Float32Array(2) }],
  ])('is refused with %s', (_, part) => {
    const sound: ExactContent = {
      keys: Uint32Array.of(1, 2),
      rowCounts: Uint8Array.of(2, 1),
      rows: new Uint8Array(3 * DIMENSION),
      inverseLengths: new Float32Array(3).fill(1),
    };
    expect(new ExactIndex(DIMENSION).adopt(sound)).toBe(true);
    const index = new ExactIndex(DIMENSION);
    expect(index.adopt({ ...sound, ...part })).toBe(false);
    expect(index.size()).toBe(0);
  });

  test('is refused by an index that holds something', () => {
    const index = new ExactIndex(DIMENSION);
    index.add(1, designs[0]!);
    expect(index.adopt(filled.content())).toBe(false);
    expect(index.size()).toBe(1);
  });
});
