import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Evidence, TakenEvidence } from '../../../api/schemas/evidence.ts';
import { createApiKey } from '../../../api/services/accounts/api-keys.ts';
import { openOffice } from '../applications/office.ts';
import { motifPng } from '../http/motif-png.ts';
import { startServer } from '../http/running-server.ts';
import { makeNotary, signedByNotary } from '../proof/notary.ts';
import { openOpenssl } from '../proof/openssl.ts';
import { jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
const openssl = openOpenssl();
let id = '';

/** Taken, handed over and co-signed at a server that is then stopped: the data folder stays for the local commands. */
beforeAll(async () => {
  writeFileSync(workshop.path('stall.png'), new Uint8Array(motifPng(5)));
  const server = await startServer({ SELVEDGE_DATA: workshop.path('data'), SELVEDGE_CHECKS_PER_MINUTE: '0' });
  try {
    const { services } = server.context;
    const office = await openOffice(services);
    const [mill, notary] = [await office.designer('柯桥织造'), await office.staff('notary')];
    const by = async (actor: typeof mill | typeof notary) => {
      const key = { name: 'command line', scopes: ['evidence'], days: 1 } as const;
      const { secret } = await createApiKey(services, actor, key);
      return (...args: string[]) => workshop.run([...args, '--server', server.url], { SELVEDGE_TOKEN: secret });
    };
    const [asMill, asNotary] = [await by(mill), await by(notary)];
    const taken = await asMill('evidence', 'take', 'stall.png', '--as', 'photograph', '--place', '轻纺城', '--json');
    expect(taken, taken.stderr).toMatchObject({ code: 0 });
    id = (jsonLines(taken.stdout)[0] as TakenEvidence).receipt.taken.record.id;
    expect((await asMill('evidence', 'picture', id, '--out', 'fetched.png')).code).toBe(0);
    expect(readFileSync(workshop.path('fetched.png'))).toEqual(readFileSync(workshop.path('stall.png')));
    expect((await asMill('evidence', 'hand-over', id, '--to', notary.account, '--note', 'to the notary')).code).toBe(0);
    expect((await asMill('evidence', 'hand-over', id, '--to', mill.account)).stderr).toContain('[forbidden]');
    expect((await asNotary('evidence', 'statement', id, '--out', 'statement.json')).code).toBe(0);
    const notaryKey = makeNotary(openssl);
    const statement = new Uint8Array(readFileSync(workshop.path('statement.json')));
    writeFileSync(workshop.path('notary.p7s'), signedByNotary(openssl, statement));
    const cosigned = await asNotary('evidence', 'cosign', id, 'notary.p7s');
    expect([cosigned.code, cosigned.stdout]).toEqual([0, expect.stringContaining('co-signed')]);
    expect((await asMill('anchors')).code).toBe(0);
    const keys = JSON.parse(readFileSync(workshop.path('keys.json'), 'utf8')) as { authorities: object[] };
    keys.authorities.push({ certificate: Buffer.from(notaryKey.certificate).toString('base64'), use: 'seal' });
    writeFileSync(workshop.path('keys.json'), JSON.stringify(keys));
  } finally {
    await server.close();
  }
});
afterAll(() => {
  openssl.dispose();
  workshop.remove();
});

const verify = (...args: string[]) => workshop.run(['verify', ...args]);

describe('selvedge evidence', () => {
  it('leaves a receipt that proves the picture without network, as it stood then and as it stands now', async () => {
    const first = await verify('stall.png.receipt.json', 'stall.png', '--trust', 'keys.json', '--json');
    expect(jsonLines(first.stdout)[0]).toMatchObject({ kind: 'evidence', verdict: 'proven', custody: [] });
    const shown = await workshop.run(['evidence', 'show', id, '--receipt', 'now.json', '--json']);
    expect(shown, shown.stderr).toMatchObject({ code: 0 });
    expect((jsonLines(shown.stdout)[0] as Evidence).file).toBe('intact');
    const words = await verify('now.json', 'stall.png', '--trust', 'keys.json');
    expect(words.code).toBe(0);
    for (const said of ['Proven', '轻纺城', 'picture given out', 'handed over', 'Hangzhou Notary Office'])
      expect(words.stdout).toContain(said);
    const chinese = await workshop.run(['verify', 'now.json', '--trust', 'keys.json'], { SELVEDGE_LANGUAGE: 'zh' });
    for (const said of ['已证明', '移交保管', '会签', '未提供文件']) expect(chinese.stdout).toContain(said);
    expect((await verify('now.json', 'stall.png')).code).toBe(1);
  });

  it('fails for another picture, and for a custody list with a line taken out', async () => {
    writeFileSync(workshop.path('other.png'), new Uint8Array(motifPng(6)));
    const other = await verify('stall.png.receipt.json', 'other.png', '--json');
    expect([other.code, jsonLines(other.stdout)[0]]).toEqual([
      3,
      expect.objectContaining({ fault: { step: 'file', code: 'file-differs' } }),
    ]);
    const now = JSON.parse(readFileSync(workshop.path('now.json'), 'utf8')) as { custody: unknown[] };
    writeFileSync(workshop.path('gap.json'), JSON.stringify({ ...now, custody: now.custody.slice(1) }));
    const gap = await verify('gap.json', '--trust', 'keys.json');
    expect([gap.code, gap.stdout]).toEqual([3, expect.stringContaining('custody list is missing')]);
  });

  it('takes evidence at the registry of this machine too, and refuses what is none', async () => {
    const taken = await workshop.run([
      'evidence',
      'take',
      'other.png',
      '--as',
      'screenshot',
      '--source',
      'https://shop.example/7',
    ]);
    expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('https://shop.example/7')]);
    expect((await verify('other.png.receipt.json', 'other.png', '--trust', 'keys.json')).code).toBe(0);
    for (const args of [
      ['evidence', 'take', 'other.png'],
      ['evidence', 'take', 'other.png', '--as', 'drawing'],
      ['evidence', 'take', 'missing.png', '--as', 'photograph'],
      ['evidence', 'take', 'keys.json', '--as', 'photograph'],
      ['evidence', 'show', 'EV-01JABCDEFGHJKMNPQRSTVWXYZ0'],
    ])
      expect((await workshop.run(args)).code, args.join(' ')).not.toBe(0);
  });
});
