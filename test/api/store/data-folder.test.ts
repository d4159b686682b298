import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { patternIdSchema } from '../../../api/schemas/pattern.ts';
import { blobNameOf, blobPath, openBlobStore, sha256Of } from '../../../api/store/blob-store.ts';
import { lockDataFolder } from '../../../api/store/data-folder-lock.ts';
import { makeId } from '../../../api/store/record-id.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('lets one in at a time, whatever the folder is called', async () => {
    for (const name of ['short', 'x'.repeat(200), '花样 folder']) {
      const path = join(folder, name);
      const lock = await lockDataFolder(path);
      await expect(lockDataFolder(path)).rejects.toMatchObject({ code: 'data-folder-in-use' });
      await lock.release();
      await (await lockDataFolder(path)).release();
      expect(readdirSync(path)).toEqual([]);
    }
  });

  it('lets exactly one of many in at once', async () => {
    const path = join(folder, 'race');
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDataFolder(path)));
    const taken = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(taken).toHaveLength(1);
    await taken[0]?.release();
  });

  it('is taken over from a socket that nobody listens on', async () => {
    const path = join(folder, 'left');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'lock'), '');
    const lock = await lockDataFolder(path);
    await lock.release();
  });
});

describe('the picture folder', () => {
  it('gives back what was put, and undefined for what was not', async () => {
    const blobs = await openBlobStore(join(folder, 'blobs'));
    const bytes = Buffer.from('picture');
    const sha256 = sha256Of(bytes);
    await blobs.put({ kind: 'picture', sha256 }, bytes);
    await blobs.put({ kind: 'features', sha256, version: '../k1+m/2' }, Buffer.from('f'));
    await blobs.put({ kind: 'thumbnail', sha256, maxSidePx: 64 }, Buffer.from('t'));
    expect(Buffer.from((await blobs.read({ kind: 'picture', sha256 }))!)).toEqual(bytes);
    expect(await blobs.read({ kind: 'features', sha256, version: 'other' })).toBeUndefined();
    const names = [];
    for await (const name of blobs.walk()) names.push(name);
    expect(names).toHaveLength(3);
    expect(names).toContainEqual({ kind: 'features', sha256, version: '../k1+m/2' });
    await blobs.removeAll(sha256);
    expect(await blobs.has({ kind: 'picture', sha256 })).toBe(false);
  });

  it('sweeps what a cut write left, and never shows it as a picture', async () => {
    const root = join(folder, 'cut');
    const blobs = await openBlobStore(root);
    writeFileSync(join(root, 'incoming', 'half.tmp'), 'ha');
    expect(await blobs.sweepIncoming()).toBe(1);
    for await (const name of blobs.walk()) throw new Error(`found ${name.kind}`);
  });

  it('refuses names that are not a SHA-256', async () => {
    const blobs = await openBlobStore(join(folder, 'blobs'));
    await expect((async () => blobs.read({ kind: 'picture', sha256: '../../etc/passwd' }))()).rejects.toThrow(
      RangeError,
    );
  });

  it('leads from a path back to the name it was made of, and from no other path to any', () => {
    const sha256 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(sha256, fc.string({ minLength: 1, maxLength: 30 }), (sha, version) => {
        const name = { kind: 'features', sha256: sha, version } as const;
        expect(blobNameOf(blobPath(name))).toEqual(name);
        expect(blobPath(name).split('/')).toHaveLength(4);
      }),
      { seed: 7 },
    );
    expect(blobNameOf('pictures/../../etc/passwd')).toBeUndefined();
  });
});

describe('a pattern id', () => {
  it('has the public form and rises with time', () => {
    const ids = [0, 1, 31, 32, 1_700_000_000_000, 2 ** 48 - 1].map((ms) => makeId('SP', new Date(ms)));
    for (const id of ids) expect(patternIdSchema.safeParse(id).success).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });
});
