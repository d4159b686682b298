import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fromPem, toPem } from '../../../api/proof/pki/certificate.ts';
import { answerTimestampRequest, askForTimestamp, tokenOf } from '../../../api/proof/pki/timestamp-request.ts';
import { verifyTimestamp } from '../../../api/proof/pki/verify-timestamp.ts';
import { NO_END } from '../../../api/proof/trust.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { makeOpensslAuthority, openOpenssl, opensslReply } from './openssl.ts';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-authority-'));
const openssl = openOpenssl();
afterAll(() => {
  rmSync(folder, { recursive: true });
  openssl.dispose();
});

const now = new Date('2026-05-04T03:02:01.000Z');
const path = join(folder, 'keys/authority.json');
const authority = await Authority.open(path, 'registry.example/log', () => now);
const root = (await authority.published())[0]!.certificate;
const vouched = (certificate: Uint8Array, revokedAsOf: Date | null = null) => [
  { certificate, use: 'root' as const, ...NO_END, revokedAsOf },
];
const data = new TextEncoder().encode('registry.example/log\n7\n…\n');
const digest = new Uint8Array(createHash('sha256').update(data).digest());

async function localToken(at = now): Promise<Uint8Array> {
  const { der, nonce } = askForTimestamp(digest);
  return tokenOf(await answerTimestampRequest(der, await authority.signer('timestamp'), at), digest, nonce);
}

describe('the authority that ships with Selvedge', () => {
  it('keeps its keys from others and makes them once', async () => {
    expect(statSync(path).mode & 0o077).toBe(0);
    const again = await Authority.open(path, 'another', () => new Date());
    expect(await again.published()).toEqual(await authority.published());
  });

  it('gives timestamps that say of themselves that nobody independent stands behind', async () => {
    const result = await verifyTimestamp(await localToken(), data, vouched(root));
    expect(result).toMatchObject({
      at: now,
      authority: 'Selvedge local clock, not independent',
      isLocal: true,
      isVouched: true,
    });
    expect(await verifyTimestamp(await localToken(), data, [])).toMatchObject({ isVouched: false });
  });

  it('gives timestamps that OpenSSL verifies, to our own requests and to those of OpenSSL', async () => {
    openssl.write('local-root.pem', toPem(root, 'CERTIFICATE'));
    openssl.write('data', data);
    const { der } = askForTimestamp(digest);
    openssl.write('ours.tsq', der);
    expect(openssl.run('ts', '-query', '-in', 'ours.tsq', '-text')).toContain('Hash Algorithm: sha256');
    openssl.run('ts', '-query', '-data', 'data', '-sha512', '-cert', '-out', 'theirs.tsq');
    for (const query of ['ours', 'theirs']) {
      const reply = await answerTimestampRequest(
        openssl.read(`${query}.tsq`),
        await authority.signer('timestamp'),
        now,
      );
      openssl.write(`${query}.tsr`, reply);
      const verify = ['ts', '-verify', '-in', `${query}.tsr`, '-CAfile', 'local-root.pem'];
      expect(openssl.run(...verify, '-queryfile', `${query}.tsq`)).toContain('Verification: OK');
      expect(openssl.run(...verify, '-data', 'data')).toContain('Verification: OK');
      openssl.write('other', 'other data');
      expect(() => openssl.run(...verify, '-data', 'other')).toThrow();
    }
    expect(openssl.run('ts', '-reply', '-in', 'ours.tsr', '-text')).toMatch(/Time stamp: May {1,2}4 03:02:01 2026 GMT/);
  });

  it('refuses what it does not know: other digests, other policies, anything that is no request', async () => {
    const signer = await authority.signer('timestamp');
    openssl.write('data', data);
    openssl.run('ts', '-query', '-data', 'data', '-sha1', '-out', 'sha1.tsq');
    openssl.run('ts', '-query', '-data', 'data', '-sha256', '-tspolicy', '1.2.3.4', '-out', 'policy.tsq');
    for (const request of [openssl.read('sha1.tsq'), openssl.read('policy.tsq'), data, new Uint8Array()]) {
      const answer = await answerTimestampRequest(request, signer, now);
      expect(() => tokenOf(answer, digest, new Uint8Array(8))).toThrow(
        'Expected a granted timestamp but received status 2',
      );
    }
  });
});

describe.each([
  ['RSA, certificate named by SHA-256', ['-newkey', 'rsa:2048'], 'sha256'],
  ['RSA, certificate named by SHA-1', ['-newkey', 'rsa:2048'], 'sha1'],
  ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'sha256'],
] as const)('an authority of OpenSSL (%s)', (_, newKey, essDigest) => {
  it('is believed where somebody vouches for its root, or for itself, and for nobody else’s', {
    timeout: 60_000,
  }, async () => {
    const other = openOpenssl();
    try {
      makeOpensslAuthority(other, newKey, essDigest);
      const { der, nonce } = askForTimestamp(digest);
      const reply = opensslReply(other, der);
      const token = tokenOf(reply, digest, nonce);
      const certificateOf = (name: string) => fromPem(Buffer.from(other.read(name)).toString(), 'CERTIFICATE')[0]!;
      const result = await verifyTimestamp(token, data, vouched(certificateOf('root.pem')));
      expect(result).toMatchObject({ authority: 'Example Time', isLocal: false, isVouched: true });
      expect(Math.abs(result.at.getTime() - Date.now())).toBeLessThan(60_000);
      expect(await verifyTimestamp(token, data, vouched(certificateOf('tsa.pem')))).toMatchObject({ isVouched: true });
      expect(await verifyTimestamp(token, data, vouched(root))).toMatchObject({ isVouched: false });
      expect(await verifyTimestamp(token, data, vouched(certificateOf('root.pem'), now))).toMatchObject({
        isVouched: false,
      });
      expect(() => tokenOf(reply, digest, new Uint8Array(8).fill(1))).toThrow('nonce');
      expect(() => tokenOf(reply, new Uint8Array(32), nonce)).toThrow('digest');
      await expect(verifyTimestamp(token, new Uint8Array([1]), [])).rejects.toMatchObject({ code: 'bad-signature' });
    } finally {
      other.dispose();
    }
  });
});

describe('a timestamp', () => {
  it('never says another time by a vouched authority once any one byte of it is altered', {
    timeout: 120_000,
  }, async () => {
    const token = await localToken();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const altered = token.slice();
        altered[at]! ^= mask;
        const result = await verifyTimestamp(altered, data, vouched(root)).catch((error: { code?: string }) => {
          expect(['malformed', 'bad-signature']).toContain(error.code);
          return undefined;
        });
        if (result?.isVouched) expect(result).toMatchObject({ at: now, isLocal: true });
      }),
      { numRuns: 120 },
    );
  });

  it('is none once anything follows it', async () => {
    const token = await localToken();
    for (const more of [[0], [0x30, 0]])
      await expect(verifyTimestamp(new Uint8Array([...token, ...more]), data, vouched(root))).rejects.toMatchObject({
        code: 'malformed',
      });
  });

  it('does not count by a certificate that is for something else, had ended or was not valid yet', async () => {
    const { der, nonce } = askForTimestamp(digest);
    const sealed = tokenOf(await answerTimestampRequest(der, await authority.signer('seal'), now), digest, nonce);
    await expect(verifyTimestamp(sealed, data, vouched(root))).rejects.toMatchObject({ code: 'bad-signature' });
    for (const at of [new Date('2020-01-01T00:00:00Z'), new Date('2060-01-01T00:00:00Z')])
      expect(await verifyTimestamp(await localToken(at), data, vouched(root))).toMatchObject({ at, isVouched: false });
  });
});
