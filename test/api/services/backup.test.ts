import { appendFileSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { backup } from '../../../api/services/backup.ts';
import { openBackupFolder } from '../../../api/services/backup-folder.ts';
import { checkPicture } from '../../../api/services/check-picture.ts';
import { runDoctor } from '../../../api/services/doctor.ts';
import { importPattern } from '../../../api/services/import-pattern.ts';
import { getPattern, listPatterns, removePattern } from '../../../api/services/patterns.ts';
import { makeSealedDeposit } from '../../../api/services/proof/deposits.ts';
import { currentCheckpoint } from '../../../api/services/proof/log-proofs.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { restore } from '../../../api/services/restore.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';
import { readSetting, writeSetting } from '../../../api/store/settings.ts';
import { onPostgres } from '../on-postgres.ts';
import { ACTOR, makeDataDir, openPlain, pictureOf } from './registry-fixture.ts';

const by = { actor: ACTOR };
const place = await makeDataDir();
const folder = (name: string) => join(place.dataDir, name);
/** No backup holds keys: they are kept apart, and a log that was begun needs them. */
const bringKeys = (from: string, to: string) =>
  cpSync(folder(`${from}/keys`), folder(`${to}/keys`), { recursive: true });
const faults = async (registry: Registry, repair = false) =>
  (await runDoctor(registry, { repair })).filter(({ severity }) => severity !== 'info');

// Every first opening makes a database cluster, some seconds each on a busy machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe('a backup of a registry in use', () => {
  let registry: Registry;

  beforeAll(async () => {
    registry = await openPlain({ dataDir: folder('original'), databaseUrl: null });
    for (let i = 0; i < 20; i++)
      await importPattern(
        registry,
        { picture: pictureOf(`pattern ${i}`), fileName: `${i}.png`, details: { title: `花样 "${i}"\\` } },
        by,
      );
    const { patterns } = await listPatterns(registry, { limit: 2 }, ACTOR);
    await removePattern(registry, patterns[0]!.id, 'test', ACTOR);
    await writeSetting(registry.store, 'write-token-sha256', 'abc');
  });
  afterAll(async () => {
    await registry.close();
    await place.dispose();
  });

  it('shows one moment though imports and removals go on', async () => {
    let stop = false;
    const busy = (async () => {
      for (let i = 0; !stop; i++) {
        const { id } = await importPattern(registry, { picture: pictureOf(`during ${i}`), fileName: 'd.png' }, by);
        if (i % 2 === 0) await removePattern(registry, id!, 'test', ACTOR);
      }
    })();
    const manifest = await backup(registry, await openBackupFolder(folder('busy')), ACTOR).finally(() => {
      stop = true;
    });
    await busy;
    await restore(folder('busy'), { dataDir: folder('busy-restored'), databaseUrl: null }, ACTOR);
    bringKeys('original', 'busy-restored');
    const restored = await openPlain({ dataDir: folder('busy-restored'), databaseUrl: null });
    expect(restored.library.size).toBe(manifest.patterns);
    await restored.library.save();
    expect(await faults(restored)).toEqual([]);
    await restored.close();
  });

  it('restores records, pictures and settings, and goes on from there', async () => {
    await backup(registry, await openBackupFolder(folder('backup')), ACTOR);
    await restore(folder('backup'), { dataDir: folder('restored'), databaseUrl: null }, ACTOR);
    bringKeys('original', 'restored');
    const restored = await openPlain({ dataDir: folder('restored'), databaseUrl: null });
    const [before, after] = [
      await listPatterns(registry, { limit: 100 }, ACTOR),
      await listPatterns(restored, { limit: 100 }, ACTOR),
    ];
    expect(after).toEqual(before);
    expect(await readSetting(restored.store, 'write-token-sha256')).toBe('abc');
    expect(await readSetting(restored.store, 'database-id')).not.toBe(await readSetting(registry.store, 'database-id'));
    const added = await importPattern(restored, { picture: pictureOf('after'), fileName: 'a.png' }, by);
    expect(added.status).toBe('added');
    expect(await checkPicture(restored, pictureOf('pattern 3'), { ...by, limit: 1 })).toMatchObject({
      grade: 'identical',
    });
    await restored.library.save();
    expect(await faults(restored)).toEqual([]);
    await restored.close();
  });

  it('has the log, which goes on beside its keys and does not start without them', async () => {
    const deposited: string[] = [];
    for (let i = 0; i < 3; i++)
      deposited.push((await makeSealedDeposit(registry, sha256Of(Buffer.from(`commitment ${i}`)), ACTOR)).record.id);
    const { size, root } = await currentCheckpoint(registry);
    await backup(registry, await openBackupFolder(folder('with-log')), ACTOR);
    expect(readdirSync(folder('with-log'), { recursive: true }).filter((path) => String(path).includes('key'))).toEqual(
      ['tables/api_key.jsonl', 'tables/passkey.jsonl'],
    );

    const into = { dataDir: folder('log-restored'), databaseUrl: null };
    await restore(folder('with-log'), into, ACTOR);
    await expect(openPlain(into)).rejects.toMatchObject({ code: 'key-unusable' });
    bringKeys('original', 'log-restored');
    const restored = await openPlain(into);
    expect(await currentCheckpoint(restored)).toMatchObject({ size, root });
    const rows = await restored.store.query<{ id: string }>('select id from deposit order by id');
    expect(rows.map(({ id }) => id)).toEqual([...deposited].sort());
    await makeSealedDeposit(restored, sha256Of(Buffer.from('after')), ACTOR);
    expect(await currentCheckpoint(restored)).toMatchObject({ size: size + 1 });
    await restored.library.save();
    expect(await faults(restored)).toEqual([]);
    await restored.close();
  });

  it('leaves a log alone that survived its database and has gone further', async () => {
    await makeSealedDeposit(registry, sha256Of(Buffer.from('later')), ACTOR);
    const { size, root } = await currentCheckpoint(registry);
    const into = { dataDir: folder('log-survived'), databaseUrl: null };
    for (const part of ['log', 'keys'])
      cpSync(folder(`original/${part}`), join(into.dataDir, part), { recursive: true });
    await restore(folder('with-log'), into, ACTOR);
    const restored = await openPlain(into);
    expect(await currentCheckpoint(restored)).toMatchObject({ size, root });
    expect(await restored.store.query('select id from deposit')).toHaveLength(4);
    await restored.close();
  });

  it('is refused where it is incomplete or altered, and never mixed into what is there', async () => {
    const into = { dataDir: folder('never'), databaseUrl: null };
    await expect(openBackupFolder(folder('backup'))).rejects.toMatchObject({ code: 'target-not-empty' });
    await expect(
      restore(folder('backup'), { dataDir: folder('restored'), databaseUrl: null }, ACTOR),
    ).rejects.toMatchObject({ code: 'target-not-empty' });
    await expect(restore(folder('nowhere'), into, ACTOR)).rejects.toMatchObject({ code: 'backup-unsound' });
    appendFileSync(folder('backup/tables/pattern.jsonl'), '{}\n');
    await expect(restore(folder('backup'), into, ACTOR)).rejects.toMatchObject({ code: 'backup-unsound' });
  });

  it('has its damage named by doctor, which repairs what can be rebuilt', async () => {
    const dataDir = folder('busy-restored');
    const damaged = await openPlain({ dataDir, databaseUrl: null });
    const { patterns } = await listPatterns(damaged, { limit: 2 }, ACTOR);
    const [first, second] = patterns.map(({ sha256 }) => sha256) as [string, string];
    await damaged.blobs.remove({ kind: 'picture', sha256: first });
    await damaged.blobs.remove({ kind: 'features', sha256: second, version: 'plain-1' });
    await damaged.blobs.put({ kind: 'picture', sha256: 'ab'.repeat(32) }, Buffer.from('left over'));
    await damaged.library.save();
    for (const file of readdirSync(damaged.snapshotDir)) writeFileSync(join(damaged.snapshotDir, file), '{"cut');
    const found = await faults(damaged, true);
    expect(found.map(({ severity, repaired }) => [severity, repaired])).toEqual([
      ['error', true],
      ['error', false],
      ['warning', true],
      ['warning', true],
    ]);
    expect(found[1]?.what).toContain(patterns[0]!.id);
    await expect(getPattern(damaged, patterns[0]!.id, ACTOR)).resolves.toBeDefined();
    expect(await faults(damaged)).toEqual([found[1]]);
    await damaged.close();
    rmSync(dataDir, { recursive: true });
  });
});

await onPostgres((server) => {
  describe('a backup of one kind of database', () => {
    it('is restored into the other, both ways, with nothing changed', async () => {
      const source = await makeDataDir();
      const at = (name: string) => join(source.dataDir, name);
      const onServer = { dataDir: at('one'), databaseUrl: await server.createDatabase('one') };
      const original = await openPlain(onServer);
      for (let i = 0; i < 5; i++)
        await importPattern(original, { picture: pictureOf(`p ${i}`), fileName: `${i}.png` }, by);
      const before = await listPatterns(original, { limit: 9 }, ACTOR);
      await backup(original, await openBackupFolder(at('backup')), ACTOR);
      await original.close();

      const embedded = { dataDir: at('two'), databaseUrl: null };
      await restore(at('backup'), embedded, ACTOR);
      cpSync(at('one/keys'), at('two/keys'), { recursive: true });
      const copy = await openPlain(embedded);
      expect(await listPatterns(copy, { limit: 9 }, ACTOR)).toEqual(before);
      await backup(copy, await openBackupFolder(at('backup-again')), ACTOR);
      await copy.close();

      const again = { dataDir: at('three'), databaseUrl: await server.createDatabase('three') };
      await restore(at('backup-again'), again, ACTOR);
      cpSync(at('two/keys'), at('three/keys'), { recursive: true });
      const last = await openPlain(again);
      expect(await listPatterns(last, { limit: 9 }, ACTOR)).toEqual(before);
      expect(await checkPicture(last, pictureOf('p 2'), { ...by, limit: 1 })).toMatchObject({ grade: 'identical' });
      await last.close();
      await source.dispose();
    });
  });
});
