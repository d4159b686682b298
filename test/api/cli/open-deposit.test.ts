import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenReceipt } from '../../../api/proof/open-deposit.ts';
import type { OpenDeposit } from '../../../api/schemas/open-deposit.ts';
import { createApiKey } from '../../../api/services/accounts/api-keys.ts';
import { openOffice } from '../applications/office.ts';
import { motifPng } from '../http/motif-png.ts';
import { startServer } from '../http/running-server.ts';
import { jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
afterAll(() => workshop.remove());
const receiptIn = (path: string) => JSON.parse(readFileSync(workshop.path(path), 'utf8')) as OpenReceipt;

/** Handed in at a server that is then stopped: the data folder stays for the local commands. */
beforeAll(async () => {
  writeFileSync(workshop.path('rose.png'), new Uint8Array(motifPng(11)));
  writeFileSync(workshop.path('other.png'), new Uint8Array(motifPng(12)));
  const server = await startServer({ SELVEDGE_DATA: workshop.path('data'), SELVEDGE_CHECKS_PER_MINUTE: '0' });
  try {
    const { services } = server.context;
    const mill = await (await openOffice(services)).designer('柯桥织造');
    const { secret } = await createApiKey(services, mill, { name: 'line', scopes: ['deposits'], days: 1 });
    const remote = (...args: string[]) => workshop.run([...args, '--server', server.url], { SELVEDGE_TOKEN: secret });
    const first = await remote('deposit', 'open', 'rose.png');
    expect(first, first.stderr).toMatchObject({ code: 0 });
    expect(first.stderr).toContain('A deposit is no registration');
    const { record } = receiptIn('rose.png.receipt.json').logged;
    expect(record.account).toBe(mill.account);
    // A finished receipt is never written over; under another name the same deposit is given again.
    expect((await remote('deposit', 'open', 'rose.png')).code).toBe(2);
    const again = await remote('deposit', 'open', 'rose.png', '--receipt', 'again.json', '--json');
    expect((jsonLines(again.stdout)[0] as OpenDeposit).deposit.record).toEqual(record);
    const certificate = await remote('certificate', record.id, '--language', 'en', '--out', 'open.pdf');
    expect(certificate, certificate.stderr).toMatchObject({ code: 0 });
    expect((await remote('anchors')).code).toBe(0);
  } finally {
    await server.close();
  }
});

const verify = (...args: string[]) => workshop.run(['verify', ...args, '--trust', 'keys.json']);

describe('selvedge deposit open', () => {
  it('leaves a receipt for its owner alone that proves the picture, and no other', async () => {
    expect(statSync(workshop.path('rose.png.receipt.json')).mode & 0o777).toBe(0o600);
    expect((await verify('rose.png.receipt.json', 'rose.png')).code).toBe(0);
    const other = await verify('rose.png.receipt.json', 'other.png', '--json');
    expect([other.code, jsonLines(other.stdout)[0]]).toEqual([
      3,
      expect.objectContaining({ fault: { step: 'file', code: 'file-differs' } }),
    ]);
  });

  it('is certified by a document that proves itself without network', async () => {
    const { sha256, id } = receiptIn('rose.png.receipt.json').logged.record;
    const proven = await verify('open.pdf');
    expect(proven.code).toBe(0);
    for (const said of [sha256, id, 'Proven']) expect(proven.stdout).toContain(said);
  });

  it('works at the registry of this machine too, where the picture of another is found without being shown', async () => {
    const mine = await workshop.run(['deposit', 'open', 'other.png', '--json']);
    expect(mine, mine.stderr).toMatchObject({ code: 0 });
    const { id } = receiptIn('other.png.receipt.json').logged.record;
    const certificate = await workshop.run(['certificate', id, '--out', 'local.pdf']);
    expect(certificate, certificate.stderr).toMatchObject({ code: 0 });
    expect((await verify('local.pdf')).code).toBe(0);
    for (const args of [
      ['deposit', 'open', 'missing.png'],
      ['deposit', 'open', 'keys.json', '--receipt', 'k.json'],
      ['certificate', 'OD-01JABCDEFGHJKMNPQRSTVWXYZ0'],
    ])
      expect((await workshop.run(args)).code, args.join(' ')).not.toBe(0);
  });
});
