import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unpackArchive } from '../../../api/proof/bundle/archive.ts';
import { createApiKey } from '../../../api/services/accounts/api-keys.ts';
import { propose, takeCase } from '../../../api/services/applications/examine.ts';
import { filed, openOffice, worksForm } from '../applications/office.ts';
import { motifPng } from '../http/motif-png.ts';
import { startServer } from '../http/running-server.ts';
import { jsonLines, Workshop } from './command-line.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const workshop = new Workshop();
let application = '';

/** A registration, with documents ordered from a server that is then stopped: the data folder stays for the local commands. */
beforeAll(async () => {
  const server = await startServer({ SELVEDGE_DATA: workshop.path('data'), SELVEDGE_CHECKS_PER_MINUTE: '0' });
  try {
    const { services } = server.context;
    const office = await openOffice(services);
    const [mill, examiner] = [await office.designer('柯桥织造'), await office.staff('examiner')];
    const row = await filed(services, mill, new Uint8Array(await motifPng(1)), worksForm('柯桥织造'));
    await takeCase(services, examiner, row.id);
    const note = 'Nothing.';
    await propose(services, examiner, row.id, {
      outcome: 'grant',
      reason: 'nothing-earlier-found',
      note,
      judgements: [],
    });
    application = row.id;
    const { secret } = await createApiKey(services, mill, {
      name: 'command line',
      scopes: ['applications:read', 'reports'],
      days: 1,
    });
    const remote = (...args: string[]) => workshop.run([...args, '--server', server.url], { SELVEDGE_TOKEN: secret });
    const ordered = await remote('certificate', application, '--language', 'en', '--out', 'remote.pdf');
    expect(ordered, ordered.stderr).toMatchObject({ code: 0 });
    const { stdout } = await verify('remote.pdf', '--json');
    const { facts } = jsonLines(stdout)[0] as { facts: { certificate: string } };
    expect((await remote('bundle', facts.certificate, '--out', 'remote.zip')).code).toBe(0);
    writeFileSync(workshop.path('copy.png'), new Uint8Array(await motifPng(1)));
    const report = await remote(
      'report',
      'order',
      'copy.png',
      '--matter',
      '2026-12',
      '--language',
      'en',
      '--out',
      'report.zip',
    );
    expect(report, report.stderr).toMatchObject({ code: 0 });
    const anchors = await remote('anchors', '--out', 'remote-keys.json');
    expect([anchors.code, anchors.stdout]).toEqual([0, expect.stringMatching(/^log\t[0-9a-f]{64}$/m)]);
    expect((await remote('certificate', 'AP-01JABCDEFGHJKMNPQRSTVWXYZ0')).stderr).toContain('[not-found]');
  } finally {
    await server.close();
  }
});
afterAll(() => workshop.remove());

const verify = (...args: string[]) => workshop.run(['verify', ...args]);

describe('documents on the command line', () => {
  it('are ordered from a server and proven without it, by the keys that were fetched from it', async () => {
    for (const file of ['remote.pdf', 'remote.zip']) {
      expect((await verify(file)).code).toBe(1);
      const proven = await verify(file, '--trust', 'remote-keys.json');
      expect([proven.code, proven.stdout]).toEqual([0, expect.stringContaining('Proven')]);
      expect((await workshop.run(['verify', file], { SELVEDGE_TRUST: 'remote-keys.json' })).code).toBe(0);
    }
    expect([...unpackArchive(readFileSync(workshop.path('remote.zip'))).keys()]).toContain(
      'pictures/1-flat-design.png',
    );
  });

  it('are reports too, which this installation computes again from their bundle, and whose file that was altered is named', async () => {
    const proven = await verify('report.zip', '--trust', 'remote-keys.json');
    expect([proven.code, proven.stdout]).toEqual([0, expect.stringContaining('2026-12')]);
    const again = await workshop.run(['report', 'reproduce', 'report.zip', '--json']);
    expect([again.code, again.stderr]).toEqual([0, '']);
    // The server of this test runs from sources, the command as it was built: only the digest of the program may differ.
    const result = jsonLines(again.stdout)[0] as { measurementsIdentical: boolean; differences: { at: string }[] };
    expect(result.measurementsIdentical).toBe(true);
    expect(result.differences.map(({ at }) => at)).toEqual(['processing.programSha256']);
    const altered = readFileSync(workshop.path('report.zip'));
    altered[altered.indexOf('inputs.json') + 300]! ^= 1;
    writeFileSync(workshop.path('altered-report.zip'), altered);
    const failed = await verify('altered-report.zip', '--trust', 'remote-keys.json');
    expect([failed.code, failed.stdout]).toEqual([3, expect.stringContaining('inputs.json')]);
    expect((await workshop.run(['report', 'reproduce', 'copy.png'])).stderr).toContain('[file-unknown]');
  });

  it('are ordered from the data folder too, and overwrite no file', async () => {
    const certificate = await workshop.run(['certificate', application, '--out', 'local.pdf']);
    expect(certificate, certificate.stderr).toMatchObject({ code: 0 });
    expect(statSync(workshop.path('local.pdf')).mode & 0o777).toBe(0o600);
    expect((await workshop.run(['anchors'])).code).toBe(0);
    const result = jsonLines((await verify('local.pdf', '--trust', 'keys.json', '--json')).stdout)[0] as {
      verdict: string;
      facts: { certificate: string };
    };
    expect(result.verdict).toBe('proven');
    const order = ['bundle', result.facts.certificate, '--without-pictures', '--out', 'local.zip'];
    expect((await workshop.run(order)).code).toBe(0);
    expect((await workshop.run(order)).stderr).toContain('[target-not-empty]');
    expect([...unpackArchive(readFileSync(workshop.path('local.zip'))).keys()].join()).not.toContain('pictures/');
    const chinese = await workshop.run(['verify', 'local.zip', '--trust', 'keys.json'], { SELVEDGE_LANGUAGE: 'zh' });
    expect([chinese.code, chinese.stdout]).toEqual([0, expect.stringContaining('已证明')]);
  });

  it('are told file by file where a byte was changed', async () => {
    const bytes = readFileSync(workshop.path('remote.zip'));
    bytes[bytes.indexOf('%PDF') + 2_000]! ^= 1;
    writeFileSync(workshop.path('altered.zip'), bytes);
    const altered = await verify('altered.zip', '--trust', 'remote-keys.json');
    expect([altered.code, altered.stdout]).toEqual([
      3,
      expect.stringContaining('certificate.pdf: The file was altered'),
    ]);
  });

  it('are refused with the reason once the key of the seal is revoked, and sealed by the next key', async () => {
    const list = async () =>
      jsonLines((await workshop.run(['keys', 'list', '--json'])).stdout) as { use?: string; keyId: string }[];
    const { keyId } = (await list()).find(({ use }) => use === 'seal')!;
    const revoke = ['keys', 'revoke', keyId, '--as-of', '2026-01-31T00:00:00Z', '--reason', 'laptop stolen'];
    expect((await workshop.run(revoke)).code).toBe(0);
    expect((await workshop.run(['keys', 'revoke', '00000000', ...revoke.slice(3)])).stderr).toContain('[key-unusable]');
    expect((await workshop.run(['anchors', '--out', 'revoked.json'])).code).toBe(0);
    for (const file of ['remote.pdf', 'remote.zip']) {
      const refused = await verify(file, '--trust', 'revoked.json');
      expect([refused.code, refused.stdout]).toEqual([3, expect.stringContaining('laptop stolen')]);
    }
    const order = (out: string) => workshop.run(['certificate', application, '--language', 'en', '--out', out]);
    expect((await order('unsealed.pdf')).stderr).toContain('[key-unusable]');
    const rotated = await workshop.run(['keys', 'rotate', '--purpose', 'seal']);
    expect([rotated.code, rotated.stderr]).toEqual([0, expect.stringContaining('signs from')]);
    expect((await workshop.run(['keys', 'list'])).stdout).toMatch(/^seal\trevoked\t.*\nseal\tsigning\t/m);
    expect((await order('resealed.pdf')).code).toBe(0);
    expect((await workshop.run(['anchors', '--out', 'rotated.json'])).code).toBe(0);
    expect((await verify('resealed.pdf', '--trust', 'rotated.json')).code).toBe(0);
  });
});
