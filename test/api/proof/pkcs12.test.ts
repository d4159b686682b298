import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromPem, holderOf, toPem } from '../../../api/proof/pki/certificate.ts';
import { readPkcs12 } from '../../../api/proof/pki/pkcs12.ts';
import { verifyTimestamp } from '../../../api/proof/pki/verify-timestamp.ts';
import { NO_END } from '../../../api/proof/trust.ts';
import { localAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { makeOpensslAuthority, type Openssl, openOpenssl } from './openssl.ts';

describe.each([
  ['RSA', ['-newkey', 'rsa:2048']],
  ['P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
] as const)('a key brought along in PKCS#12 (%s)', (_, newKey) => {
  let openssl: Openssl;
  let authority: Authority;
  beforeAll(async () => {
    openssl = openOpenssl();
    makeOpensslAuthority(openssl, newKey);
    const bundle = ['-in', 'tsa.pem', '-inkey', 'tsa.key', '-certfile', 'root.pem'];
    openssl.run('pkcs12', '-export', ...bundle, '-out', 'tsa.p12', '-passout', 'pass:密码 secret');
    openssl.run('pkcs12', '-export', '-legacy', ...bundle, '-out', 'old.p12', '-passout', 'pass:secret');
    authority = await Authority.open(`${openssl.folder}/keys/authority.json`, 'registry.example', () => new Date());
  }, 120_000);
  afterAll(() => openssl.dispose());

  it('signs timestamps from then on, which lead to its own root', { timeout: 60_000 }, async () => {
    const brought = await readPkcs12(openssl.read('tsa.p12'), '密码 secret');
    expect(brought.chain.map(holderOf)).toEqual(['Example Time', 'Example Root']);
    await authority.rotate('timestamp', 0, brought);
    const data = new Uint8Array([1, 2, 3]);
    const token = await localAuthority(authority, () => new Date()).stamp(data);
    const certificate = fromPem(Buffer.from(openssl.read('root.pem')).toString(), 'CERTIFICATE')[0]!;
    expect(await verifyTimestamp(token, data, [{ certificate, use: 'timestamp', ...NO_END }])).toMatchObject({
      authority: 'Example Time',
      isVouched: true,
    });
    const published = await authority.published();
    expect(published.map(({ use, source }) => [use, source])).toEqual([
      ['root', 'made'],
      ['timestamp', 'made'],
      ['seal', 'made'],
      ['timestamp', 'brought'],
      ['timestamp', 'brought'],
    ]);
    expect(published[1]!.signsUntil).toEqual(published[3]!.signsFrom);
    expect(published[4]!.signsFrom).toBeNull();
    expect(toPem(published[4]!.certificate, 'CERTIFICATE')).toBe(toPem(certificate, 'CERTIFICATE'));
  });

  it('is refused with another password, altered, of an older cipher, or with the certificate of another key', {
    timeout: 60_000,
  }, async () => {
    const file = openssl.read('tsa.p12');
    for (const [bytes, password] of [
      [file, 'another'],
      [file.map((byte, i) => (i === file.length >> 1 ? byte ^ 1 : byte)), '密码 secret'],
      [openssl.read('old.p12'), 'secret'],
      [new Uint8Array([1, 2]), ''],
    ] as const)
      await expect(readPkcs12(bytes, password)).rejects.toMatchObject({ code: 'malformed' });
    const brought = await readPkcs12(file, '密码 secret');
    const other = await Authority.open(`${openssl.folder}/other/authority.json`, 'other', () => new Date());
    const chain = (await other.signer('seal')).chain;
    await expect(authority.rotate('seal', 0, { ...brought, chain })).rejects.toMatchObject({ code: 'key-unusable' });
  });
});
