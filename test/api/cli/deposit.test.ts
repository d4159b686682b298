import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Receipt } from '../../../api/proof/deposit.ts';
import { jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
afterAll(() => workshop.remove());

const receiptFile = () => workshop.path('rose.tif.receipt.json');
const receipt = () => JSON.parse(readFileSync(receiptFile(), 'utf8')) as Receipt;

async function verify(...args: string[]) {
  const { code, stdout, stderr } = await workshop.run(['verify', ...args, '--json']);
  return { code, stderr, result: jsonLines(stdout)[0] as { verdict: string; fault?: { code: string } } | undefined };
}

beforeAll(async () => {
  writeFileSync(workshop.path('rose.tif'), 'a picture of roses');
  writeFileSync(workshop.path('other.tif'), 'a picture of tulips');
  const { code, stderr } = await workshop.run(['deposit', 'seal', 'rose.tif', '--depositor', 'Lin Studio']);
  expect(stderr).toContain('If either is lost or altered, nothing can be proved any more');
  expect(code).toBe(0);
});

describe('selvedge deposit seal', () => {
  it('leaves a receipt that only its owner can read, and nothing of the file in the registry', async () => {
    expect(statSync(receiptFile()).mode & 0o777).toBe(0o600);
    const journal = readFileSync(workshop.path('data/log/journal/000000.jsonl'), 'utf8');
    const { sealed, logged } = receipt();
    expect(journal).toContain(logged!.record.commitment);
    for (const secret of [sealed.record.sha256, sealed.salt, 'Lin Studio', 'rose'])
      expect(journal).not.toContain(secret);
  });

  it('never overwrites a finished receipt, and finishes one that was cut off with the same salt', async () => {
    const before = readFileSync(receiptFile(), 'utf8');
    const again = await workshop.run(['deposit', 'seal', 'rose.tif', '--depositor', 'Lin Studio']);
    expect(again.code).toBe(2);
    expect(readFileSync(receiptFile(), 'utf8')).toBe(before);
    // As if the answer had been lost: the deposit is in the log already.
    writeFileSync(receiptFile(), JSON.stringify({ ...receipt(), logged: null }));
    expect((await verify('rose.tif.receipt.json')).result?.fault?.code).toBe('receipt-incomplete');
    expect(
      (await workshop.run(['deposit', 'seal', 'other.tif', '--depositor', 'Lin Studio', '--receipt', receiptFile()]))
        .code,
    ).toBe(2);
    expect((await workshop.run(['deposit', 'seal', 'rose.tif', '--depositor', 'Lin Studio'])).code).toBe(0);
    const before2 = JSON.parse(before) as Receipt;
    expect(receipt().logged?.record).toEqual(before2.logged?.record);
    expect(receipt().sealed).toEqual(before2.sealed);
  });
});

describe('selvedge verify', () => {
  it('proves by keys that are vouched for, and says so when they are not', async () => {
    const unvouched = await verify('rose.tif.receipt.json', 'rose.tif');
    expect([unvouched.code, unvouched.result?.verdict]).toEqual([1, 'consistent']);
    const listed = jsonLines((await workshop.run(['keys', 'list', '--json'])).stdout);
    const keys = listed.filter((key) => typeof key === 'object' && key !== null && 'verifierKey' in key);
    writeFileSync(workshop.path('keys.json'), JSON.stringify({ keys }));
    const vouched = await verify('rose.tif.receipt.json', 'rose.tif', '--trust', 'keys.json');
    expect([vouched.code, vouched.result?.verdict]).toEqual([0, 'proven']);
    const words = await workshop.run(['verify', 'rose.tif.receipt.json', '--trust', 'keys.json'], {
      SELVEDGE_LANGUAGE: 'zh',
    });
    expect(words.stdout).toContain('已证明');
    expect(words.stdout).toContain('未提供文件');
    expect(words.stdout).toContain('Lin Studio');
  });

  it('fails for another file and refuses what is no receipt or no file of keys', async () => {
    const other = await verify('rose.tif.receipt.json', 'other.tif');
    expect([other.code, other.result?.fault?.code]).toEqual([3, 'file-differs']);
    for (const [name, content] of [
      ['cut.json', readFileSync(receiptFile(), 'utf8').slice(0, 300)],
      ['list.json', '[]'],
      ['big.json', ' '.repeat(1_000_001)],
    ] as const) {
      writeFileSync(workshop.path(name), content);
      const { code, stderr } = await verify(name);
      expect(code).toBe(3);
      expect(stderr).toContain('file-unknown');
      expect((await verify('rose.tif.receipt.json', '--trust', name)).stderr).toContain('trust-invalid');
    }
    expect((await verify('absent.json')).stderr).toContain('file-not-found');
  });
});

describe('selvedge log fsck', () => {
  it('finds the log sound, and names the file that was altered', async () => {
    expect((await workshop.run(['log', 'fsck'])).code).toBe(0);
    const tile = workshop.path('data/log/tile/entries/000.p/1');
    writeFileSync(tile, readFileSync(tile).fill(0x61, 40, 41));
    const { code, stdout } = await workshop.run(['log', 'fsck']);
    expect(code).toBe(3);
    expect(stdout).toContain('tile/entries/000.p/1 was altered');
  });
});
