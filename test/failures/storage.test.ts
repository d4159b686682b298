import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../../api/store/embedded-database.ts';
import { expectProblem, type ServerProcess, startCommand, startServer } from './server-process.ts';
import { mountDisk, mountingFault, type SmallDisk } from './small-disk.ts';

const fault = mountingFault();

describe.skipIf(fault !== undefined)(`a disk that fails${fault === undefined ? '' : `, ${fault}`}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-storage-'));
  const disks: SmallDisk[] = [];
  let pictures: SmallDisk;
  let database: SmallDisk;
  let whole: SmallDisk;
  let server: ServerProcess;
  /** Ids of what was acknowledged, by seed. */
  const acknowledged = new Map<number, string>();

  beforeAll(async () => {
    whole = mountDisk(dataDir, 8);
    database = mountDisk(join(dataDir, 'database'), 160);
    pictures = mountDisk(join(dataDir, 'files'), 16);
    disks.push(pictures, database, whole);
    server = await startServer({ SELVEDGE_DATA: dataDir });
    for (const seed of [1, 2]) acknowledged.set(seed, await server.add(seed));
  });
  afterAll(async () => {
    await server?.kill();
    for (const disk of disks) disk.unmount();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function expectEverythingFound(): Promise<void> {
    for (const [seed, id] of acknowledged) {
      expect((await server.found(seed))[0]).toBe(id);
      expect((await fetch(`${server.url}/v1/patterns/${id}/image`)).status).toBe(200);
    }
  }

  /** Adds pictures until one is refused, and gives that refusal. */
  async function addUntilRefused(from: number): Promise<Response> {
    for (let seed = from; seed < from + 60; seed++) {
      const response = await server.tryAdd(seed);
      if (response.status !== 201) return response;
      acknowledged.set(seed, ((await response.json()) as { id: string }).id);
    }
    throw new Error('60 patterns were added to a full disk');
  }

  it('full under the pictures: imports are refused, checks go on, and with room again so do imports', async () => {
    pictures.fill();
    await expectProblem(await addUntilRefused(100), 507, 'storage-full');
    await expectEverythingFound();
    pictures.free();
    acknowledged.set(3, await server.add(3));
    await expectEverythingFound();
  });

  it('full under the database: imports are refused, checks go on, and with room again so do imports', async () => {
    database.fill();
    await expectProblem(await addUntilRefused(200), 507, 'storage-full');
    await expectEverythingFound();
    database.free();
    acknowledged.set(4, await server.add(4));
    await expectEverythingFound();
  });

  it('gone read-only under the pictures: imports are refused, checks go on', async () => {
    pictures.setReadOnly(true);
    await expectProblem(await server.tryAdd(300), 503, 'storage-read-only');
    await expectEverythingFound();
    pictures.setReadOnly(false);
    acknowledged.set(5, await server.add(5));
  });

  it('read-only at the start: says so and ends; writable again, it starts with everything', async () => {
    expect(await server.stop()).toBe(0);
    for (const disk of disks) disk.setReadOnly(true);
    const refused = startCommand(['serve'], { SELVEDGE_DATA: dataDir });
    expect(await refused.exited).toBe(4);
    expect(refused.output.stderr).toContain('[storage-read-only]');
    for (const disk of disks) disk.setReadOnly(false);
    server = await startServer({ SELVEDGE_DATA: dataDir });
    await expectEverythingFound();
  });

  it('full at the start: says so or serves; with room again, it starts with everything', async () => {
    await server.kill();
    for (const disk of disks) disk.fill();
    const attempt = startCommand(['serve'], { SELVEDGE_DATA: dataDir });
    const status = await Promise.race([attempt.exited, listening(attempt)]);
    if (status === 'listening') attempt.child.kill('SIGKILL');
    else {
      expect(status).toBe(4);
      expect(attempt.output.stderr).toContain('[storage-full]');
    }
    await attempt.exited;
    for (const disk of disks) disk.free();
    server = await startServer({ SELVEDGE_DATA: dataDir });
    await expectEverythingFound();
  });

  it('full in the middle of the write-ahead log: nothing committed is lost, and with room again writing goes on', async () => {
    const disk = mountDisk(join(dataDir, 'log'), 72);
    disks.unshift(disk);
    const store = await openEmbeddedDatabase(join(disk.folder, 'database'));
    await store.execute('create table note (id int primary key, content bytea not null)');
    let committed = 0;
    const write = async () => {
      await store.query('insert into note values ($1, $2)', [committed, randomBytes(500_000)]);
      committed++;
    };
    const writeOn = async () => {
      while (committed < 400) await write();
    };
    await expect(writeOn()).rejects.toMatchObject({ code: 'storage-full' });
    expect(committed).toBeGreaterThan(0);
    await expect(write()).rejects.toMatchObject({ code: 'storage-full' });
    disk.enlarge(160);
    expect(await store.query('select id from note')).toHaveLength(committed);
    await write();
    await store.close();
  });
});

async function listening({ output }: { readonly output: { readonly stdout: string } }): Promise<'listening'> {
  while (!output.stdout.includes('listens on')) await new Promise((done) => setTimeout(done, 50));
  return 'listening';
}
