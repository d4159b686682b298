import { describe, expect, test } from 'vitest';
import type { SearchEntry } from '../../../engine/core/fingerprint.ts';
import { chooseCandidates, isSettled } from '../../../engine/search/choose-candidates.ts';
import { PatternIndex } from '../../../engine/search/pattern-index.ts';
import { formsOf, HISTOGRAM_LENGTH, INDEX_OPTIONS, searchEntries } from './search-entries.ts';

function filled(entries: readonly SearchEntry[]): PatternIndex {
  const index = new PatternIndex(INDEX_OPTIONS);
  for (const [i, entry] of entries.entries()) index.put(i + 1, entry);
  return index;
}

describe('The pattern index', () => {
  const entries = searchEntries(300);
  const unrelated = searchEntries(1, 99)[0]!;

  test('gives a pattern back for its own fingerprint, with every channel in agreement', async () => {
    const [first] = await filled(entries).search(entries[41]!, formsOf(entries[41]!), 5);
    expect(first).toMatchObject({ key: 42, pdqDistance: 0, edgePdqDistance: 0, colourSimilarity: 1 });
    expect(first!.embeddingCosine).toBeCloseTo(1, 2);
    expect(first!.queryView).toBe(first!.candidateView);
  });

  test.each([
    ['embedding', { views: entries[20]!.views }],
    ['hash', { pdq: entries[20]!.pdq }],
    ['edge hash', { edgePdq: entries[20]!.edgePdq }],
    ['colour', { colour: entries[20]!.colour }],
  ])('finds a pattern that agrees in its %s alone', async (_, part) => {
    const query = { ...unrelated, ...part };
    const keys = (await filled(entries).search(query, formsOf(query), 20)).map((candidate) => candidate.key);
    expect(keys).toContain(21);
  });

  test('gives different keys, best first, no more than asked for', async () => {
    const candidates = await filled(entries).search(unrelated, formsOf(unrelated), 12);
    expect(new Set(candidates.map((candidate) => candidate.key)).size).toBe(12);
    expect(candidates.map((c) => c.preRank)).toEqual(candidates.map((c) => c.preRank).sort((a, b) => b - a));
  });

  test('chooses the same of a longer list as of one just long enough', async () => {
    const index = filled(entries);
    for (const query of searchEntries(20, 7)) {
      const few = await index.search(query, formsOf(query), 12);
      const list = await index.shortlist(query, formsOf(query), 48);
      expect(chooseCandidates(list, 12, () => true)).toEqual(few);
    }
  });

  test('chooses among some of the patterns as if there were no others', async () => {
    const isOdd = (key: number) => key % 2 === 1;
    const whole = filled(entries);
    const odd = new PatternIndex(INDEX_OPTIONS);
    for (const [i, entry] of entries.entries()) if (isOdd(i + 1)) odd.put(i + 1, entry);
    for (const query of searchEntries(20, 7)) {
      const list = await whole.shortlist(query, formsOf(query), 120);
      expect(isSettled(list, 12, isOdd)).toBe(true);
      expect(chooseCandidates(list, 12, isOdd)).toEqual(await odd.search(query, formsOf(query), 12));
    }
  });

  test('says that a list is too short where nearly all of it does not belong, and that the whole index is enough', async () => {
    const index = filled(entries);
    const query = entries[41]!;
    const isLate = (key: number) => key > 290;
    expect(isSettled(await index.shortlist(query, formsOf(query), 48), 8, isLate)).toBe(false);
    const whole = await index.shortlist(query, formsOf(query), 301);
    expect(isSettled(whole, 8, isLate)).toBe(true);
    expect(isSettled(whole, 100, isLate)).toBe(true);
    expect(chooseCandidates(whole, 100, isLate)).toHaveLength(10);
  });

  test('returns a stored entry as it was put, its vectors within their precision', () => {
    const entry = entries[2]!;
    const { views, ...stored } = filled(entries).entry(3)!;
    const { views: expected, ...rest } = entry;
    expect(stored).toEqual(rest);
    for (const [i, view] of views.entries()) {
      expect(view.kind).toBe(expected[i]!.kind);
      const length = Math.hypot(...expected[i]!.vector);
      for (const [at, value] of view.vector.entries()) expect(value).toBeCloseTo(expected[i]!.vector[at]! / length, 2);
    }
  });

  test('forgets a removed pattern in every channel', async () => {
    const index = filled(entries);
    expect(index.remove(42)).toBe(true);
    expect(index.remove(42)).toBe(false);
    expect(index.has(42)).toBe(false);
    expect(index.entry(42)).toBeUndefined();
    expect(index.size).toBe(299);
    const keys = (await index.search(entries[41]!, formsOf(entries[41]!), 300)).map((candidate) => candidate.key);
    expect(keys).not.toContain(42);
  });

  test('replaces what a key had', async () => {
    const index = filled(entries.slice(0, 10));
    index.put(3, unrelated);
    expect(index.size).toBe(10);
    expect((await index.search(unrelated, formsOf(unrelated), 1))[0]).toMatchObject({ key: 3, pdqDistance: 0 });
  });

  test.each<[string, Partial<SearchEntry>]>([
    ['another version', { version: 'f2' }],
    ['another length of histogram', { colour: { palette: [], histogram: new Uint8Array(HISTOGRAM_LENGTH + 1) } }],
    ['no view', { views: [] }],
    ['a vector of another dimension', { views: [{ kind: 'whole', vector: new Float32Array(3).fill(1) }] }],
    ['a hash that is too short', { edgePdq: { bits: new Uint8Array(31), quality: 100 } }],
  ])('refuses an entry of %s and changes nothing', (_, part) => {
    const index = filled(entries.slice(0, 3));
    expect(() => index.put(2, { ...entries[1]!, ...part })).toThrow(/Expected .* but received/);
    expect(index.size).toBe(3);
    expect(index.entry(2)!.version).toBe('f1');
  });

  test('holds a pattern without any colour count', async () => {
    const grey = { ...entries[0]!, colour: { palette: [], histogram: new Uint8Array(HISTOGRAM_LENGTH) } };
    const index = filled([grey]);
    expect(await index.search(grey, formsOf(grey), 5)).toHaveLength(1);
  });
});
