import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packArchive, unpackArchive } from '../../../api/proof/bundle/archive.ts';
import { verifyBundle } from '../../../api/proof/bundle/verify-bundle.ts';
import { NO_TRUST, type Trust } from '../../../api/proof/trust.ts';
import { verifyFile } from '../../../api/proof/verify-file.ts';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import { bundleCertificate } from '../../../api/services/certificates/bundle.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import type { Registry } from '../../../api/services/registry.ts';
import { bundled, certified, trustOf, withPreviews } from './bundle-fixture.ts';
import { makeDataDir, openPlain } from './registry-fixture.ts';

interface Place {
  readonly ctx: ServiceContext;
  readonly registry: Registry;
  close(): Promise<void>;
}

async function openPlace(): Promise<Place> {
  const { dataDir, dispose } = await makeDataDir();
  const registry = await openPlain({ dataDir, databaseUrl: null });
  return {
    registry,
    ctx: await withPreviews(registry),
    close: async () => {
      await registry.close();
      await dispose();
    },
  };
}

let place: Place;
let bytes: Uint8Array;
let members: ReadonlyMap<string, Uint8Array>;
let trust: Trust;
beforeAll(async () => {
  place = await openPlace();
  bytes = await bundled(place.ctx, 'peonies');
  members = unpackArchive(bytes);
  trust = await trustOf(place.ctx);
}, 120_000);
afterAll(() => place?.close());

const codesOf = async (archive: Uint8Array) => (await verifyBundle(archive, trust)).faults;

describe('an evidence bundle', () => {
  it('is proven by keys that are vouched for, with everything in it', async () => {
    expect([...members.keys()]).toEqual([
      'certificate.pdf',
      'how-to-check.en.txt',
      'how-to-check.zh.txt',
      'manifest.json',
      'pictures/1-flat-design.unknown',
      'proof.json',
      'proofs/certificate.checkpoint',
      'proofs/certificate.json',
      'proofs/certificate.tst',
      'proofs/registration.checkpoint',
      'proofs/registration.json',
      'proofs/registration.tst',
      'stated/1-root.pem',
      'stated/2-timestamp.pem',
      'stated/3-seal.pem',
      'stated/keys.json',
    ]);
    const result = await verifyFile(bytes, { trust });
    expect(result).toMatchObject({
      kind: 'bundle',
      verdict: 'proven',
      faults: [],
      certificates: [{ name: 'certificate.pdf', verdict: 'proven' }],
      records: [
        { type: 'selvedge/decision/v1', timestamp: { state: 'verified' } },
        { type: 'selvedge/issued-document/v1', timestamp: { state: 'verified' } },
      ],
    });
    expect(await verifyBundle(bytes, NO_TRUST)).toMatchObject({ verdict: 'consistent', faults: [] });
  });

  it('is read by other programs, and its timestamps hold for OpenSSL', () => {
    const folder = mkdtempSync(join(tmpdir(), 'selvedge-bundle-'));
    try {
      for (const [name, member] of members) writeFileSync(join(folder, name.replace('/', '-')), member);
      writeFileSync(join(folder, 'bundle.zip'), bytes);
      const python = 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))';
      const read = execFileSync('python3', ['-c', python, join(folder, 'bundle.zip')]).toString();
      expect(read.trim()).toBe(`None ${members.size}`);
      const [token, data, root] = ['proofs-registration.tst', 'proofs-registration.checkpoint', 'stated-1-root.pem'];
      const args = ['ts', '-verify', '-token_in', '-in', token!, '-data', data!, '-CAfile', root!];
      execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names the file in which any one byte was changed, whichever it is', { timeout: 120_000 }, async () => {
    const names = [...members.keys()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        fc.constantFrom(trust, NO_TRUST),
        async (name, place, bit, whose) => {
          const member = members.get(name)!.slice();
          member[place % member.length]! ^= 1 << bit;
          const { verdict, faults } = await verifyBundle(packArchive(new Map([...members, [name, member]])), whose);
          expect([verdict, faults.map((fault) => fault.member)]).toEqual(['failed', [name]]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('fails with any byte of the archive changed, and with any cut off', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const altered = bytes.slice();
          altered[at]! ^= 1 << bit;
          expect((await verifyBundle(altered, trust)).verdict).toBe('failed');
          expect((await verifyBundle(bytes.subarray(0, at), trust)).verdict).toBe('failed');
        },
      ),
      { numRuns: 40 },
    );
    // The tail is the directory, where a change is the least likely to be seen by chance.
    for (let at = bytes.length - 1_600; at < bytes.length; at += 13) {
      const altered = bytes.slice();
      altered[at]! ^= 4;
      expect((await verifyBundle(altered, trust)).verdict, `byte ${at}`).toBe('failed');
    }
  });

  it('tells a file that is missing, one that does not belong, and one put in place of another', async () => {
    const without = new Map(members);
    without.delete('proofs/registration.json');
    expect(await codesOf(packArchive(without))).toEqual([
      { member: 'proofs/registration.json', code: 'member-missing' },
    ]);
    const more = new Map([...members, ['proofs/extra.json', new Uint8Array([123, 125])] as const]);
    expect(await codesOf(packArchive(more))).toEqual([{ member: 'proofs/extra.json', code: 'member-unlisted' }]);
    const other = unpackArchive(await bundled(place.ctx, 'carp'));
    const swapped = new Map([...members, ['certificate.pdf', other.get('certificate.pdf')!] as const]);
    expect(await codesOf(packArchive(swapped))).toContainEqual({ member: 'certificate.pdf', code: 'member-altered' });
    const relisted = new Map([...members, ['manifest.json', other.get('manifest.json')!] as const]);
    expect(await codesOf(packArchive(relisted))).toEqual([{ member: 'manifest.json', code: 'manifest-altered' }]);
    for (const name of ['manifest.json', 'proof.json']) {
      const none = new Map(members);
      none.delete(name);
      expect((await verifyBundle(packArchive(none), trust)).verdict).toBe('failed');
    }
  });

  it('does not pass once a stranger has made it all anew', { timeout: 60_000 }, async () => {
    const stranger = await openPlace();
    try {
      const forged = await bundled(stranger.ctx, 'peonies');
      expect(await verifyBundle(forged, trust)).toMatchObject({
        verdict: 'consistent',
        signers: [{ isVouched: false }],
        certificates: [{ seal: { standing: 'unknown' } }],
      });
      expect(await verifyBundle(forged, await trustOf(stranger.ctx))).toMatchObject({ verdict: 'proven' });
    } finally {
      await stranger.close();
    }
  });

  it('fails by a key of the log or a certificate that was revoked before', async () => {
    const early = new Date('2020-01-01T00:00:00.000Z');
    const revoked = { ...trust, keys: trust.keys.map((key) => ({ ...key, revokedAsOf: early })) };
    expect((await verifyBundle(bytes, revoked)).faults).toEqual([
      { member: 'proof.json', code: 'key-revoked', revocation: { asOf: early, reason: null } },
    ]);
    const ended = { ...trust, keys: trust.keys.map((key) => ({ ...key, signsUntil: early })) };
    expect((await verifyBundle(bytes, ended)).faults).toEqual([{ member: 'proof.json', code: 'key-expired' }]);
    const unsealed = { ...trust, authorities: trust.authorities.map((each) => ({ ...each, revokedAsOf: early })) };
    expect((await verifyBundle(bytes, unsealed)).faults).toMatchObject([
      { member: 'certificate.pdf', code: 'seal-revoked', revocation: { asOf: early } },
    ]);
  });

  it('refuses archives that are traps: names that lead out, names twice, packed bombs, too much', async () => {
    const zip = (files: Record<string, Uint8Array>, level: 0 | 9 = 0) => zipSync(files, { level });
    expect(await codesOf(zip({ '../manifest.json': new Uint8Array(1) }))).toEqual([
      { member: '../manifest.json', code: 'member-name' },
    ]);
    for (const name of [
      '/etc/passwd',
      'a/../b',
      'A.json',
      'a\\b',
      'c:x',
      '.hidden',
      'a/b/c',
      `${'x'.repeat(200)}.json`,
    ])
      expect((await codesOf(zip({ [name]: new Uint8Array(1) })))[0]?.code, name).toBe('member-name');
    expect(await codesOf(zip({ 'bomb.bin': new Uint8Array(50_000_000) }, 9))).toEqual([
      { member: 'bomb.bin', code: 'member-packed' },
    ]);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, new Uint8Array(1)]));
    expect((await codesOf(zip(many)))[0]?.code).toBe('archive-too-large');
    const twice = zip({ 'aa.json': new Uint8Array(1), 'ab.json': new Uint8Array(2) });
    const text = Buffer.from(twice).toString('latin1').replaceAll('ab.json', 'aa.json');
    expect(await codesOf(Buffer.from(text, 'latin1'))).toEqual([{ member: 'aa.json', code: 'member-twice' }]);
    expect(await codesOf(new TextEncoder().encode('PK and nothing else'))).toEqual([
      { member: null, code: 'archive-unreadable' },
    ]);
    // Packed anew by another program: the files are sound, the archive is not the one that was made.
    expect(await codesOf(zip(Object.fromEntries(members)))).toEqual([{ member: null, code: 'archive-altered' }]);
  });

  it('leaves the pictures out where only their digests are wanted, and is for those who may order the certificate', async () => {
    const { certificate, designer, office } = await certified(place.ctx, 'cranes');
    const order = { withPictures: false, actor: designer };
    const { bytes: without, id } = await bundleCertificate(place.ctx, certificate.id, order);
    expect([...unpackArchive(without).keys()].filter((name) => name.startsWith('pictures/'))).toEqual([]);
    expect(await verifyBundle(without, trust)).toMatchObject({ verdict: 'proven', facts: { bundle: id } });
    const stranger = await office.designer('别家');
    for (const actor of [stranger, ANONYMOUS])
      await expect(bundleCertificate(place.ctx, certificate.id, { withPictures: true, actor })).rejects.toThrow();
  });
});
