import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derOf } from '../../../api/proof/pki/certificate.ts';
import { NO_END, NO_TRUST, type Trust } from '../../../api/proof/trust.ts';
import { verifyCertificate } from '../../../api/proof/verify-certificate.ts';
import { localAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { ISSUED_AT, makeCertificatePdf } from './certificate-fixture.ts';
import { makeSigner } from './receipt-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-verify-certificate-'));
const log = makeSigner('registry.example/log');
let authority: Authority;
let pdf: Uint8Array;
let trust: Trust;

async function sealOf(name: string) {
  const made = await Authority.open(join(folder, name, 'authority.json'), name, () => ISSUED_AT);
  return { made, seal: { signer: await made.signer('seal'), stamp: localAuthority(made, () => ISSUED_AT).stamp } };
}

async function rootOf(made: Authority, revokedAsOf: Date | null = null): Promise<Trust['authorities'][number]> {
  return { certificate: (await made.published())[0]!.certificate, use: 'root', ...NO_END, revokedAsOf };
}

beforeAll(async () => {
  const { made, seal } = await sealOf('office');
  authority = made;
  pdf = await makeCertificatePdf(log, seal);
  trust = {
    keys: [{ key: log.key, ...NO_END }],
    authorities: [await rootOf(authority)],
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a certificate, without network', () => {
  it('is proven by keys that are vouched for, and merely consistent where seal or log is by others', async () => {
    const result = await verifyCertificate(pdf, trust);
    expect(result).toMatchObject({
      verdict: 'proven',
      seal: { holder: 'Selvedge local seal', standing: 'vouched', timestamp: { isVouched: true, isLocal: true } },
      facts: { number: '浙作登字-2026-00000012', issuer: '浙江省版权局', origin: 'registry.example/log', index: 6 },
    });
    expect(await verifyCertificate(pdf, NO_TRUST)).toMatchObject({ verdict: 'consistent' });
    expect(await verifyCertificate(pdf, { ...trust, keys: [] })).toMatchObject({ verdict: 'consistent' });
    expect(await verifyCertificate(pdf, { ...trust, authorities: [] })).toMatchObject({ verdict: 'consistent' });
  });

  it('does not pass once a stranger has sealed and logged it all anew', async () => {
    const { seal } = await sealOf('stranger');
    const forged = await makeCertificatePdf(makeSigner('registry.example/log'), seal);
    expect(await verifyCertificate(forged, trust)).toMatchObject({
      verdict: 'consistent',
      seal: { standing: 'unknown' },
      signers: [{ isVouched: false }],
    });
  });

  it('does not take the word of an authority for timestamps for a seal', async () => {
    const clockOnly = [{ ...(await rootOf(authority)), use: 'timestamp' as const }];
    expect(await verifyCertificate(pdf, { ...trust, authorities: clockOnly })).toMatchObject({
      verdict: 'consistent',
      seal: { standing: 'unknown', timestamp: { isVouched: true } },
    });
  });

  it('fails by a seal that was revoked or had run out', async () => {
    const { seal } = await sealOf('office');
    const revoked = {
      certificate: derOf(seal.signer.chain[0]),
      use: 'seal' as const,
      ...NO_END,
      revokedAsOf: ISSUED_AT,
    };
    const authorities = [...trust.authorities, revoked];
    expect(await verifyCertificate(pdf, { ...trust, authorities })).toMatchObject({
      verdict: 'failed',
      fault: { code: 'seal-revoked' },
    });
    const late = new Date('2045-01-01T00:00:00.000Z');
    const clock = (await Authority.open(join(folder, 'clock/authority.json'), 'clock', () => late)) as Authority;
    const expired = await makeCertificatePdf(log, { ...seal, stamp: localAuthority(clock, () => late).stamp });
    expect(await verifyCertificate(expired, trust)).toMatchObject({
      verdict: 'failed',
      fault: { code: 'seal-expired' },
    });
  });

  it('is not proven by a seal that has run out since, unless a vouched clock shows it to be older', async () => {
    const then = new Date('2010-01-01T00:00:00.000Z');
    const open = async (name: string) => {
      const made = await Authority.open(join(folder, name, 'authority.json'), name, () => new Date('2005-01-01Z'));
      return { made, stamp: localAuthority(made, () => then).stamp };
    };
    const [old, other] = [await open('old'), await open('other')];
    const signer = await old.made.signer('seal');
    const vouched = { ...trust, authorities: [await rootOf(old.made)] };
    const own = await makeCertificatePdf(log, { signer, stamp: old.stamp });
    expect(await verifyCertificate(own, vouched)).toMatchObject({ verdict: 'proven' });
    const backdated = await makeCertificatePdf(log, { signer, stamp: other.stamp });
    expect(await verifyCertificate(backdated, vouched)).toMatchObject({
      verdict: 'failed',
      fault: { code: 'seal-expired' },
    });
  });

  it('fails where another certificate is put in place of the one that sealed', async () => {
    const own = await sealOf('office');
    const other = await sealOf('stranger');
    const [, ...above] = own.seal.signer.chain;
    const swapped = await makeCertificatePdf(log, {
      ...own.seal,
      signer: { key: own.seal.signer.key, chain: [other.seal.signer.chain[0], ...above] },
    });
    expect(await verifyCertificate(swapped, trust)).toMatchObject({ verdict: 'failed', fault: { code: 'seal-wrong' } });
  });

  it('fails where it says something else than the log, and is not proven by a record of another log', async () => {
    const { seal } = await sealOf('office');
    const form = { title: 'another' };
    expect(await verifyCertificate(await makeCertificatePdf(log, seal, { form }), trust)).toMatchObject({
      fault: { step: 'content', code: 'content-differs' },
    });
    const elsewhere = await makeCertificatePdf(makeSigner('elsewhere.example/log'), seal);
    expect(await verifyCertificate(elsewhere, trust)).toMatchObject({ verdict: 'consistent' });
  });

  it('fails with anything behind the seal, without a seal, and cut off anywhere', async () => {
    const more = new Uint8Array([...pdf, 10]);
    expect((await verifyCertificate(more, trust)).fault?.code).toBe('seal-partial');
    const none = Buffer.from(Buffer.from(pdf).toString('latin1').replace('/ByteRange', '/ByteRangf'), 'latin1');
    expect((await verifyCertificate(none, trust)).fault?.code).toBe('seal-missing');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: pdf.length - 1 }), async (length) => {
        expect((await verifyCertificate(pdf.subarray(0, length), trust)).verdict).toBe('failed');
      }),
      { numRuns: 30 },
    );
  });

  it('fails with any byte changed outside the place of the signature, and never says anything else with one inside', {
    timeout: 120_000,
  }, async () => {
    const text = Buffer.from(pdf).toString('latin1');
    const [, begin, end] = /\/ByteRange \[0 (\d+) (\d+)/.exec(text)!.map(Number) as [number, number, number];
    const { facts, seal, signers } = await verifyCertificate(pdf, trust);
    const changed = (at: number, bit: number) => {
      const bytes = pdf.slice();
      bytes[at]! ^= 1 << bit;
      return bytes;
    };
    const bit = fc.integer({ min: 0, max: 7 });
    const outside = fc.oneof(fc.integer({ min: 0, max: begin - 1 }), fc.integer({ min: end, max: pdf.length - 1 }));
    await fc.assert(
      fc.asyncProperty(outside, bit, async (at, which) => {
        expect((await verifyCertificate(changed(at, which), trust)).verdict).toBe('failed');
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: begin, max: begin + 6_000 }), bit, async (at, which) => {
        const result = await verifyCertificate(changed(at, which), trust);
        if (result.verdict === 'failed') return;
        expect({ ...result.facts, sha256: null }).toEqual({ ...facts, sha256: null });
        expect([result.seal?.holder, result.seal?.timestamp.at, result.signers]).toEqual([
          seal?.holder,
          seal?.timestamp.at,
          signers,
        ]);
      }),
      { numRuns: 150 },
    );
  });
});
