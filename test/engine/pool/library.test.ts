import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { designAt, generateDesign } from '../../../datasets/index.ts';
import {
  createEngine,
  type Engine,
  type Fingerprint,
  type Library,
  type LibraryChange,
  type NeighbourBatch,
} from '../../../engine/index.ts';

const DESIGNS = 4;
const modelsDir = resolve(import.meta.dirname, '../../../models');

describe('The library', () => {
  let engine: Engine;
  let designs: Fingerprint[];
  let folder: string;
  const open: Library[] = [];
  const workers: Worker[] = [];
  const noteWorker = (worker: Worker) => workers.push(worker);

  beforeAll(async () => {
    engine = await createEngine({ modelsDir, workers: 1 });
    folder = await mkdtemp(join(tmpdir(), 'selvedge-library-'));
    designs = [];
    for (let index = 0; index < DESIGNS; index++) designs.push(await fingerprintOf(index));
    process.on('worker', noteWorker);
  });
  afterEach(async () => {
    for (const library of open.splice(0)) await library.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(async () => {
    process.off('worker', noteWorker);
    await engine.close();
  });

  async function fingerprintOf(index: number): Promise<Fingerprint> {
    const { seed, family } = designAt('train', index);
    const { rgb, widthPx, heightPx } = await generateDesign(seed, { family, sidePx: 256 });
    const raw = { width: widthPx, height: heightPx, channels: 3 } as const;
    const outcome = await engine.fingerprint(await sharp(rgb, { raw }).png().toBuffer());
    if (outcome.status !== 'fingerprinted') throw new Error(`Design ${index} is not comparable: ${outcome.reason}.`);
    return outcome.fingerprint;
  }

  async function openLibrary(options: { readonly snapshotDir?: string } = {}) {
    const features = async (keys: readonly number[]) =>
      new Map(keys.flatMap((key) => (designs[key - 1] ? [[key, designs[key - 1]!.features] as const] : [])));
    const opened = await engine.openLibrary({ ...options, features });
    open.push(opened.library);
    return { ...opened, thread: workers.at(-1)! };
  }

  const put = (position: number, key: number): LibraryChange => {
    const { features: _, dihedral: __, screenless: ___, ...entry } = designs[key - 1]!;
    return { position, kind: 'put', key, entry };
  };
  const all = () => designs.map((_, i) => put(i + 1, i + 1));
  const keysFound = async (library: Library, key: number) =>
    (await library.search(designs[key - 1]!, { limit: 10 })).findings.map((finding) => finding.key);
  const answerOf = async (library: Library, key: number) => {
    const { timingsMs: _, ...answer } = await library.search(designs[key - 1]!, { limit: 10 });
    return answer;
  };

  test('lets patterns that compete apart take no place from the others, nor the others one from them', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    const query = designs[0]!;
    const asked: number[] = [];
    const search = async (apart: readonly number[], limit: number) => {
      const which = async (keys: readonly number[]) => {
        asked.push(...keys);
        return new Set(apart);
      };
      const { findings } = await library.search(query, { limit: 1, apart: { which, limit } });
      return findings.map(({ key }) => key);
    };
    expect((await search([1, 2, 3], 1)).sort()).toEqual([1, 4]);
    expect(new Set(asked)).toEqual(new Set([1, 2, 3, 4]));
    expect((await search([1, 2, 3], 3)).sort()).toEqual([1, 2, 3, 4]);
    expect((await search([2, 3, 4], 0)).sort()).toEqual([1]);
    expect((await search([], 2))[0]).toBe(1);
  });

  test('finds what was put into it first, and says where it stands', async () => {
    const { library, snapshot } = await openLibrary();
    expect(snapshot).toBe('absent');
    await library.apply(all());
    expect([library.position, library.size]).toEqual([DESIGNS, DESIGNS]);
    for (let key = 1; key <= DESIGNS; key++) expect((await keysFound(library, key))[0]).toBe(key);
    expect(await answerOf(library, 1)).toMatchObject({ position: DESIGNS, worksSearched: DESIGNS });
  });

  test('no longer finds what was removed', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    await library.apply([{ position: DESIGNS + 1, kind: 'remove', key: 2 }]);
    expect(library.size).toBe(DESIGNS - 1);
    expect(await keysFound(library, 2)).not.toContain(2);
  });

  test('refuses a gap in the feed and stays where it was', async () => {
    const { library } = await openLibrary();
    await library.apply([put(1, 1)]);
    await expect(library.apply([put(3, 2)])).rejects.toThrow(/Expected change 2 of the feed but received 3/);
    expect(library.position).toBe(1);
    expect(await keysFound(library, 2)).toEqual([1]);
    await library.apply([put(2, 2)]);
    expect((await keysFound(library, 2))[0]).toBe(2);
  });

  test('ignores changes at or below its position', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    await library.apply([
      { position: 1, kind: 'remove', key: 1 },
      { position: DESIGNS, kind: 'remove', key: 2 },
      { position: DESIGNS + 1, kind: 'remove', key: 3 },
    ]);
    expect([library.position, library.size]).toEqual([DESIGNS + 1, DESIGNS - 1]);
    expect((await keysFound(library, 1))[0]).toBe(1);
  });

  test('compares all pairs, in the order of keys, and those after a key alone', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    const batches = [];
    for await (const batch of library.neighbours({ count: 20 })) batches.push(batch);
    expect(batches).toHaveLength(1);
    const [{ keys, count, nearest, cosines, done, total }] = batches as [NeighbourBatch];
    expect([[...keys], count, done, total]).toEqual([[1, 2, 3, 4], DESIGNS - 1, DESIGNS, DESIGNS]);
    for (const [place, key] of keys.entries()) {
      const others = [...nearest.subarray(place * count, (place + 1) * count)];
      expect([...others, key].sort()).toEqual([1, 2, 3, 4]);
      for (const [rank, other] of others.entries()) {
        const [a, b] = [designs[key - 1]!.views[0]!.vector, designs[other - 1]!.views[0]!.vector];
        const cosine = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
        expect(cosines[place * count + rank]).toBeCloseTo(cosine, 2);
      }
    }
    const rest = [];
    for await (const batch of library.neighbours({ count: 20, afterKey: 3 })) rest.push(batch);
    expect(rest).toEqual([
      { keys: Uint32Array.of(4), count, nearest: nearest.slice(-count), cosines: cosines.slice(-count), done, total },
    ]);
  });

  test('verifies stored patterns as a check would, and leaves out what is gone', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    const { findings } = await library.search(designs[0]!, { limit: 10 });
    const verified = await library.compareStored(1, [4, 1, 9]);
    expect(verified.map(({ key }) => key).sort()).toEqual([1, 4]);
    for (const { key, grade, coverage, evidence } of verified) {
      const expected = findings.find((finding) => finding.key === key)!;
      expect([grade, coverage]).toEqual([expected.grade, expected.coverage]);
      // Stored patterns have one form of their hashes and, where nothing is to be lowered, no typical drawing: the evidence differs by little.
      expect(Math.abs(evidence.logOdds - expected.evidence.logOdds)).toBeLessThan(1);
    }
    expect(verified.find(({ key }) => key === 1)!.grade).toBe('identical');
    expect(await library.compareStored(9, [1])).toEqual([]);
  });

  test('gives the same answers after a snapshot was saved and opened', async () => {
    const first = await openLibrary({ snapshotDir: folder });
    await first.library.apply(all());
    const answer = await answerOf(first.library, 3);
    await first.library.save();
    await first.library.close();
    const second = await openLibrary({ snapshotDir: folder });
    expect(second.snapshot).toBe('loaded');
    expect(second.library.position).toBe(DESIGNS);
    expect(await answerOf(second.library, 3)).toEqual(answer);
  });

  test('starts empty, with the reason, when its snapshot is damaged', async () => {
    const first = await openLibrary({ snapshotDir: folder });
    await first.library.apply(all());
    await first.library.save();
    const [name] = await readdir(folder);
    const path = join(folder, name!);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
    await writeFile(path, bytes);
    const second = await openLibrary({ snapshotDir: folder });
    expect(second.snapshot).toEqual({ discarded: 'its checksum does not agree with its content' });
    expect([second.library.position, second.library.size]).toEqual([0, 0]);
    expect(await keysFound(second.library, 1)).toEqual([]);
  });

  test('ends a search that its caller gives up, before or while it runs', async () => {
    const { library } = await openLibrary();
    await library.apply(all());
    const before = library.search(designs[0]!, { limit: 5, signal: AbortSignal.abort() });
    await expect(before).rejects.toMatchObject({ code: 'cancelled' });
    const giveUp = new AbortController();
    const during = library.search(designs[0]!, { limit: 5, signal: giveUp.signal });
    giveUp.abort();
    await expect(during).rejects.toMatchObject({ code: 'cancelled' });
    expect((await keysFound(library, 1))[0]).toBe(1);
  });

  test('refuses searches after its thread is lost until the feed has brought it back to where it was', async () => {
    const { library, thread } = await openLibrary({ snapshotDir: folder });
    const changes = all();
    await library.apply(changes.slice(0, 2));
    await library.save();
    await library.apply(changes.slice(2));
    const during = library.search(designs[3]!, { limit: 5 });
    const lost = { code: 'worker-lost', details: { retryAfterS: 2 } };
    await Promise.all([expect(during).rejects.toMatchObject(lost), thread.terminate()]);
    await expect(library.search(designs[3]!, { limit: 5 })).rejects.toMatchObject(lost);
    await expect(library.apply([put(DESIGNS + 1, 1)])).rejects.toMatchObject(lost);

    await expect.poll(() => library.position, { timeout: 20_000 }).toBe(2);
    await expect(library.search(designs[3]!, { limit: 5 })).rejects.toMatchObject(lost);
    await expect(library.apply([put(DESIGNS + 1, 1)])).rejects.toThrow(/Expected change 3 of the feed/);
    expect(library.position).toBe(2);

    // As the follower of the feed does: what comes after the position.
    await library.apply(changes.filter(({ position }) => position > library.position));
    expect((await keysFound(library, 4))[0]).toBe(4);
    expect(await answerOf(library, 4)).toMatchObject({ position: DESIGNS, worksSearched: DESIGNS });
  });

  test('stays closed when it is closed while it is being opened anew', async () => {
    const { library, thread } = await openLibrary();
    await thread.terminate();
    const started = workers.length;
    await library.close();
    await expect(library.search(designs[0]!, { limit: 5 })).rejects.toMatchObject({ code: 'worker-lost' });
    await new Promise((done) => setTimeout(done, 600));
    expect(workers.length).toBe(started);
  });
});
