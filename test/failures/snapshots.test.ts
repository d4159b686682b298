import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../api/config/config.ts';
import { createLogger } from '../../api/http/logger.ts';
import { serviceActor } from '../../api/services/access/actor.ts';
import { checkPicture } from '../../api/services/check-picture.ts';
import { importPattern } from '../../api/services/import-pattern.ts';
import { openRegistry } from '../../api/services/open-registry.ts';
import type { Registry } from '../../api/services/registry.ts';
import { motifPng } from '../api/http/motif-png.ts';

const PATTERNS = 4;
const dataDir = mkdtempSync(join(tmpdir(), 'selvedge-snapshots-'));
const { config } = loadConfig({ env: { SELVEDGE_DATA: dataDir, SELVEDGE_WORKERS: '1' }, workingDir: dataDir });
const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

let file: string;
let whole: Buffer;
let answers: unknown;

beforeAll(async () => {
  const { registry } = await open();
  for (let seed = 1; seed <= PATTERNS; seed++)
    await importPattern(
      registry,
      { picture: motifPng(seed), fileName: `${seed}.png` },
      { actor: serviceActor('test', 'all') },
    );
  answers = await answersOf(registry);
  file = join(registry.snapshotDir, 'patterns.snapshot');
  await registry.close();
  whole = readFileSync(file);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function open(): Promise<{ registry: Registry; logged: string[] }> {
  const logged: string[] = [];
  const log = createLogger('warn', { write: (line: string) => void logged.push(line) });
  return { registry: await openRegistry(config, log), logged };
}

/** All that two checks say, but for the time they took. */
async function answersOf(registry: Registry): Promise<unknown> {
  const results = [];
  for (const seed of [2, 99]) {
    const { timingsMs: _, ...result } = await checkPicture(registry, motifPng(seed), {
      limit: 50,
      actor: serviceActor('test', 'all'),
    });
    results.push(result);
  }
  return results;
}

describe('a snapshot on the disk', () => {
  it('that is sound is used without a word, and answers as before', async () => {
    const { registry, logged } = await open();
    expect(await answersOf(registry)).toEqual(answers);
    await registry.close();
    expect(logged).toEqual([]);
  });

  it.each<[string, RegExp, () => Buffer]>([
    ['cut short', /checksum/, () => whole.subarray(0, whole.length - 1_000)],
    ['cut to a few bytes', /only 20 bytes/, () => whole.subarray(0, 20)],
    ['with one bit changed', /checksum/, () => flipped(whole.length >> 1)],
    ['from another model', /fingerprintVersion/, () => rewritten()],
  ])(
    '%s is logged, rebuilt from the database and replaced; the answers stay the same',
    async (_what, reason, bytes) => {
      writeFileSync(file, bytes());
      const { registry, logged } = await open();
      expect(logged).toHaveLength(1);
      const line = JSON.parse(logged[0]!) as { msg: string; reason: string };
      expect(line.msg).toBe('snapshot discarded, rebuilding from the database');
      expect(line.reason).toMatch(reason);
      expect(await answersOf(registry)).toEqual(answers);
      await registry.close();
      expect(readFileSync(file).equals(whole)).toBe(true);
    },
  );
});

function flipped(at: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes[at]! ^= 1;
  return bytes;
}

/** The same content under the version of another model, whole and with a checksum that is right. */
function rewritten(): Buffer {
  const content = whole.subarray(0, -32);
  const text = content.toString('latin1').replace(/("fingerprintVersion":")./, '$1X');
  const bytes = Buffer.from(text, 'latin1');
  return Buffer.concat([bytes, checksum(bytes)]);
}
