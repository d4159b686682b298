import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PdqHash } from '../../../engine/core/fingerprint.ts';
import { HashIndex } from '../../../engine/search/hash-index.ts';
import { searchHashesPlainly } from '../../../engine/search/hash-scan-reference.ts';

const hash = (bits: Uint8Array, quality = 100): PdqHash => ({ bits, quality });
const zeros = () => new Uint8Array(32);
const withBits = (count: number) =>
  zeros().map((_, byte) => (byte * 8 < count ? (1 << Math.min(8, count - byte * 8)) - 1 : 0));
const forms = (...hashes: PdqHash[]) => ({ pdq: hashes, edgePdq: hashes });

describe('The hash index', () => {
  test('finds the nearest key by the nearer of its two hashes', () => {
    const index = new HashIndex();
    index.put(1, hash(withBits(40)), hash(withBits(60)));
    index.put(2, hash(withBits(70)), hash(withBits(20)));
    index.put(3, hash(withBits(200)), hash(withBits(200)));
    expect(index.search(forms(hash(zeros())), 5)).toEqual([
      { key: 2, pdqDistance: 70, edgePdqDistance: 20 },
      { key: 1, pdqDistance: 40, edgePdqDistance: 60 },
    ]);
  });

  test('takes the best of the forms of the query', () => {
    const index = new HashIndex();
    index.put(1, hash(withBits(64)), hash(withBits(256)));
    expect(index.search(forms(hash(zeros()), hash(withBits(60))), 1)[0]).toMatchObject({ pdqDistance: 4 });
  });

  test.each([
    ['stored', 49, 100],
    ['asked for', 100, 49],
  ])('never matches a hash of quality 49 that is %s', (_, stored, asked) => {
    const index = new HashIndex();
    index.put(1, hash(zeros(), stored), hash(zeros(), stored));
    const query = forms(hash(zeros(), asked));
    expect(index.search(query, 5)).toEqual([]);
    expect(index.distances(query, [1]).get(1)).toEqual({ pdqDistance: 256, edgePdqDistance: 256 });
  });

  test('matches a hash of quality 50', () => {
    const index = new HashIndex();
    index.put(1, hash(zeros(), 50), hash(zeros(), 0));
    expect(index.search(forms(hash(zeros(), 50)), 5)).toEqual([{ key: 1, pdqDistance: 0, edgePdqDistance: 256 }]);
  });

  test('refuses a hash of another length', () => {
    const index = new HashIndex();
    expect(() => index.put(1, hash(new Uint8Array(16)), hash(zeros()))).toThrow(/Expected a hash of 32 bytes/);
    expect(index.size()).toBe(0);
  });

  test('equals the plain scan after any additions, replacements and removals', () => {
    // Few distinct bytes make near hashes and ties frequent.
    const bits = fc
      .array(fc.constantFrom(0, 1, 3, 7, 255), { minLength: 32, maxLength: 32 })
      .map((bytes) => Uint8Array.from(bytes));
    const anyHash = fc.record({ bits, quality: fc.constantFrom(0, 49, 50, 100) });
    const step = fc.record({
      key: fc.integer({ min: 1, max: 30 }),
      pdq: anyHash,
      edgePdq: anyHash,
      remove: fc.boolean(),
    });
    const query = fc.record({ pdq: fc.array(anyHash, { maxLength: 8 }), edgePdq: fc.array(anyHash, { maxLength: 8 }) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        query,
        fc.nat(20),
        fc.integer({ min: 0, max: 256 }),
        (steps, asked, k, max) => {
          const index = new HashIndex();
          const plain = new Map<number, { pdq: PdqHash; edgePdq: PdqHash }>();
          for (const { key, pdq, edgePdq, remove } of steps) {
            if (remove) expect(index.remove(key)).toBe(plain.delete(key));
            else {
              index.put(key, pdq, edgePdq);
              plain.set(key, { pdq, edgePdq });
            }
          }
          expect(index.size()).toBe(plain.size);
          // At 256 an unreliable pair would count as "found": the index never gives those.
          const maxDistance = Math.min(max, 255);
          expect(index.search(asked, k, maxDistance)).toEqual(searchHashesPlainly(plain, asked, k, maxDistance));
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });
});
