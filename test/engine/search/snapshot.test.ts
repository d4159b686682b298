import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PatternIndex } from '../../../engine/search/pattern-index.ts';
import { loadSnapshot, saveSnapshot } from '../../../engine/search/snapshot.ts';
import { formsOf, INDEX_OPTIONS, searchEntries } from './search-entries.ts';

const RUNS = process.env.SELVEDGE_FULL ? 5_000 : 200;

describe('A snapshot', () => {
  const entries = searchEntries(40);
  let folder: string;
  let path: string;
  let index: PatternIndex;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-snapshot-'));
    path = join(folder, 'library.snapshot');
    index = new PatternIndex(INDEX_OPTIONS);
    for (const [i, entry] of entries.entries()) index.put(i * 3 + 1, entry);
    index.remove(4);
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('gives back an index that answers like the one it was taken from', async () => {
    await saveSnapshot(path, index, 77);
    const loaded = await loadSnapshot(path, INDEX_OPTIONS);
    if (loaded.status !== 'loaded') throw new Error(`Expected a loaded snapshot but received ${loaded.status}.`);
    expect(loaded.position).toBe(77);
    expect(loaded.index.size).toBe(39);
    for (const query of searchEntries(8, 5)) {
      expect(await loaded.index.search(query, formsOf(query), 10)).toEqual(
        await index.search(query, formsOf(query), 10),
      );
    }
    expect(loaded.index.entry(7)).toEqual(index.entry(7));
  });

  test('of an empty index is an empty index', async () => {
    await saveSnapshot(path, new PatternIndex(INDEX_OPTIONS), 0);
    const loaded = await loadSnapshot(path, INDEX_OPTIONS);
    expect(loaded.status === 'loaded' && loaded.index.size).toBe(0);
  });

  test('holds the state of the call, whatever changes while it is written', async () => {
    const saving = saveSnapshot(path, index, 5);
    index.remove(1);
    index.put(2, entries[0]!);
    await saving;
    const loaded = await loadSnapshot(path, INDEX_OPTIONS);
    expect(loaded.status === 'loaded' && [loaded.index.has(1), loaded.index.has(2)]).toEqual([true, false]);
  });

  test('replaces an earlier one and leaves nothing aside', async () => {
    await saveSnapshot(path, index, 1);
    await saveSnapshot(path, index, 2);
    expect(await readdir(folder)).toEqual(['library.snapshot']);
    expect(await loadSnapshot(path, INDEX_OPTIONS)).toMatchObject({ status: 'loaded', position: 2 });
  });

  test('that is not there is absent', async () => {
    expect(await loadSnapshot(path, INDEX_OPTIONS)).toEqual({ status: 'absent' });
  });

  test('that cannot be read is discarded with the reason', async () => {
    expect(await loadSnapshot(folder, INDEX_OPTIONS)).toMatchObject({ status: 'discarded', reason: /cannot be read/ });
  });

  test.each([
    ['another fingerprint version', { fingerprintVersion: 'f2' }, /fingerprintVersion is f1/],
    ['another dimension', { dimension: 32 }, /dimension is 64/],
    ['another histogram', { histogramLength: 10 }, /histogramLength is 245/],
  ])('of %s is discarded', async (_, options, reason) => {
    await saveSnapshot(path, index, 1);
    const loaded = await loadSnapshot(path, { ...INDEX_OPTIONS, ...options });
    expect(loaded).toMatchObject({ status: 'discarded' });
    expect(loaded.status === 'discarded' && loaded.reason).toMatch(reason);
  });

  test('is discarded when any byte of it is changed, it is cut anywhere or lengthened', async () => {
    await saveSnapshot(path, index, 1);
    const whole = await readFile(path);
    const damage = fc.oneof(
      fc.record({ at: fc.nat(whole.length - 1), flip: fc.integer({ min: 1, max: 255 }) }).map(({ at, flip }) => {
        const bytes = Buffer.from(whole);
        bytes[at] = bytes[at]! ^ flip;
        return bytes;
      }),
      fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([whole, more])),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (bytes) => {
        await writeFile(path, bytes);
        const loaded = await loadSnapshot(path, INDEX_OPTIONS);
        expect(loaded.status).toBe('discarded');
      }),
      { numRuns: RUNS, seed: 11 },
    );
  });

  test('is not served when its checksum is right but its header lies', async () => {
    const { createHash } = await import('node:crypto');
    await saveSnapshot(path, index, 1);
    const whole = await readFile(path);
    const lie = Buffer.from(whole.toString('latin1').replace('"count":39', '"count":38'), 'latin1').subarray(0, -32);
    await writeFile(path, Buffer.concat([lie, createHash('sha256').update(lie).digest()]));
    expect(await loadSnapshot(path, INDEX_OPTIONS)).toEqual({
      status: 'discarded',
      reason: 'its sections do not fit its header',
    });
  });

  test('leaves the earlier one in place when writing fails', async () => {
    await saveSnapshot(path, index, 1);
    await expect(saveSnapshot(join(path, 'below-a-file'), index, 2)).rejects.toThrow();
    expect(await loadSnapshot(path, INDEX_OPTIONS)).toMatchObject({ status: 'loaded', position: 1 });
  });
});
