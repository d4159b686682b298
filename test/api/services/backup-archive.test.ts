import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packBackup, unpackBackup } from '../../../api/services/backup-archive.ts';
import { openBackupFolder, readBackup } from '../../../api/services/backup-folder.ts';
import { type BackupTarget, FILE_LIST, MANIFEST } from '../../../api/services/backup-format.ts';
import { sha256Of } from '../../../api/store/blob-store.ts';

const RUNS = 60;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'selvedge-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FILES: Readonly<Record<string, Buffer>> = {
  'pictures/ab/cd/abcd': Buffer.from('a picture'),
  'features/ab/cd/abcd-model%401.features': Buffer.alloc(3_000, 7),
  'tables/setting.jsonl': Buffer.alloc(0),
};

/** What backup writes, of three files. */
async function writeSmall(target: BackupTarget): Promise<void> {
  for (const [path, bytes] of Object.entries(FILES)) await target.write(path, bytes.length, bytes);
  const lines = Object.entries(FILES).map(([path, bytes]) =>
    JSON.stringify({ path, bytes: bytes.length, sha256: sha256Of(bytes) }),
  );
  const list = Buffer.from(`${lines.join('\n')}\n`);
  await target.write(FILE_LIST, list.length, list);
  const manifest = {
    format: 'selvedge-backup',
    formatVersion: 1,
    createdAt: '2026-01-02T03:04:05.678Z',
    position: 1,
    patterns: 1,
    migrations: [],
    files: { path: FILE_LIST, sha256: sha256Of(list) },
  };
  const text = Buffer.from(JSON.stringify(manifest));
  await target.write(MANIFEST, text.length, text);
}

const streamOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream() as ReadableStream<Uint8Array>;
const small = async () => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of packBackup(writeSmall)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const unpackInto = async (bytes: Uint8Array, into: string) =>
  unpackBackup(streamOf(bytes), await openBackupFolder(into));

/** A folder with a manifest is a backup, and then it has every file as it was. */
async function expectNothingOrAll(into: string): Promise<void> {
  if (!existsSync(join(into, MANIFEST))) return;
  await readBackup(into);
  for (const [path, bytes] of Object.entries(FILES)) expect(readFileSync(join(into, path))).toEqual(bytes);
}

describe('a backup as an archive', () => {
  it('unpacks to the folder that was packed', async () => {
    const manifest = await unpackInto(await small(), folder);
    const { manifest: read, files } = await readBackup(folder);
    expect(read).toEqual(manifest);
    expect(files.map(({ path }) => path)).toEqual(Object.keys(FILES));
    for (const [path, bytes] of Object.entries(FILES)) expect(readFileSync(join(folder, path))).toEqual(bytes);
  });

  it('is refused wherever it is cut', async () => {
    const whole = await small();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.uuid(), async (length, name) => {
        const into = join(folder, name);
        await expect(unpackInto(whole.subarray(0, length), into)).rejects.toMatchObject({ code: 'backup-unsound' });
        await expectNothingOrAll(into);
      }),
      { seed: 20_261_125, numRuns: RUNS },
    );
  });

  it('brings every file as it was or is refused, whatever bit of it changes', async () => {
    const whole = await small();
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.uuid(), async (at, bit, name) => {
        const altered = Buffer.from(whole);
        altered[at]! ^= 1 << bit;
        await unpackInto(altered, join(folder, name)).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'backup-unsound' });
          refused++;
        });
        await expectNothingOrAll(join(folder, name));
      }),
      { seed: 20_261_125, numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 2);
  });

  it.each(['../outside', 'pictures/../../outside', '/etc/outside', 'pictures/.hidden', 'elsewhere/x', 'pictures'])(
    'writes nothing for a file called %s',
    async (name) => {
      const body = Buffer.from('x');
      const archive = await packTar([{ header: { name, size: body.length }, body }]);
      await expect(unpackInto(archive, join(folder, 'inner'))).rejects.toMatchObject({ code: 'backup-unsound' });
      expect(readdirSync(folder, { recursive: true })).toEqual(['inner']);
    },
  );

  it('takes no links, and nothing after the manifest', async () => {
    const link = { name: 'pictures/link', size: 0, type: 'symlink', linkname: '/etc/passwd' } as const;
    await expect(unpackInto(await packTar([{ header: link }]), join(folder, 'link'))).rejects.toMatchObject({
      code: 'backup-unsound',
    });
    const longer = packBackup(async (target) => {
      await writeSmall(target);
      await target.write('pictures/ab/cd/late', 1, Buffer.from('x'));
    });
    await expect(unpackBackup(longer, await openBackupFolder(join(folder, 'longer')))).rejects.toMatchObject({
      code: 'backup-unsound',
    });
  });

  it('is written no faster than it is read, and stops when the reader goes away', async () => {
    let written = 0;
    let ended: unknown;
    const stream = packBackup(async (target) => {
      const megabyte = Buffer.alloc(1024 * 1024);
      for (; written < 500; written++) await target.write(`pictures/${written}`, megabyte.length, megabyte);
    });
    const reader = stream.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBeLessThan(50);
    await reader.cancel(new Error('gone')).catch((error: unknown) => {
      ended = error;
    });
    const reached = written;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect({ more: written - reached <= 1, ended }).toEqual({ more: true, ended: undefined });
  });
});
