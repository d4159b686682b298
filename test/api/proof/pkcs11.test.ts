import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointText } from '../../../api/proof/note/checkpoint.ts';
import { cosignText, verifyNote } from '../../../api/proof/note/signed-note.ts';
import { fromPem, readCertificate, toPem } from '../../../api/proof/pki/certificate.ts';
import { verifyTimestamp } from '../../../api/proof/pki/verify-timestamp.ts';
import { NO_END } from '../../../api/proof/trust.ts';
import { verifyCertificate } from '../../../api/proof/verify-certificate.ts';
import { localAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { KeyToken } from '../../../api/store/keys/key-token.ts';
import { Keyring } from '../../../api/store/keys/keyring.ts';
import { makeCertificatePdf } from './certificate-fixture.ts';
import { makeOpensslAuthority, type Openssl, openOpenssl } from './openssl.ts';
import { makeSigner } from './receipt-fixture.ts';
import { openSoftToken, PIN, type SoftToken, softhsmIsThere } from './softhsm.ts';

const clock = () => new Date();
const ORIGIN = 'registry.example/log';

describe.skipIf(!softhsmIsThere())('keys in a token (PKCS#11, softhsm2)', () => {
  let soft: SoftToken;
  let openssl: Openssl;
  let token: KeyToken;
  beforeAll(() => {
    soft = openSoftToken();
    openssl = openOpenssl();
    token = new KeyToken(soft.location);
  });
  afterAll(async () => {
    await token.close();
    soft.dispose();
    openssl.dispose();
  });

  const keyring = (name: string) => Keyring.open(join(soft.folder, name, 'keyring.json'), ORIGIN, clock, token);
  const authority = (name: string, of: KeyToken | undefined = token) =>
    Authority.open(join(soft.folder, name, 'authority.json'), ORIGIN, clock, of);
  /** A key and its certificates of OpenSSL's making, brought into the token as an operator does it. */
  const bring = (label: string, id: string, newKey: readonly string[]) => {
    makeOpensslAuthority(openssl, newKey);
    openssl.run('pkcs8', '-topk8', '-nocrypt', '-in', 'tsa.key', '-out', 'tsa.p8');
    const at = (name: string) => join(openssl.folder, name);
    soft.run('--import', at('tsa.p8'), '--token', 'registry', '--label', label, '--id', id, '--pin', PIN);
  };

  it('sign states of the log beside a key in the file, and are known without the token', async () => {
    const ring = await keyring('log');
    const { place } = await token.make('log-2026', 'ed25519');
    const { key } = await ring.rotate('log', 30, place);
    const text = checkpointText({ origin: ORIGIN, size: 3, root: new Uint8Array(32).fill(7) });
    const signatures = await ring.sign(text);
    expect(verifyNote({ text, signatures }, await ring.keys())).toHaveLength(2);
    // By Node's OpenSSL, which knows nothing of the token.
    const own = signatures.find(({ keyId }) => keyId === key.keyId)!;
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(text), publicKey, own.signature)).toBe(true);
    const alone = await Keyring.open(join(soft.folder, 'log', 'keyring.json'), null, clock);
    expect((await alone.keys()).map(({ keyId }) => keyId)).toContain(key.keyId);
    await expect(alone.sign(text)).rejects.toMatchObject({ code: 'key-unusable' });
    await ring.revoke(key.keyId, clock(), 'token lost');
    expect(await ring.sign(text)).toHaveLength(1);
  });

  it('co-sign for others as a witness', async () => {
    const ring = await keyring('witness');
    const { place } = await token.make('witness-2026', 'ed25519');
    const { key } = await ring.rotate('witness', 0, place);
    const [signer] = await ring.signers('witness');
    expect(signer!.key).toEqual(key);
    const text = 'log.example\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const signatures = [await cosignText(text, signer!, clock())];
    expect(verifyNote({ text, signatures }, [key])).toMatchObject([{ cosignedAt: expect.any(Date) }]);
  });

  it('seal and timestamp by certificates of our own root, which OpenSSL checks', { timeout: 60_000 }, async () => {
    const own = await authority('made');
    for (const use of ['seal', 'timestamp'] as const) {
      const { place } = await token.make(`made-${use}`, 'ecdsa-sha256');
      await own.rotate(use, 0, { privateKey: place });
    }
    const data = new Uint8Array([5, 6, 7]);
    openssl.write('data', data);
    const stamp = (bytes: Uint8Array) => localAuthority(own, clock).stamp(bytes);
    openssl.write('token.tst', await stamp(data));
    const published = await own.published();
    openssl.write('own-root.pem', toPem(published.find(({ use }) => use === 'root')!.certificate, 'CERTIFICATE'));
    const chain = published.filter(({ use, signsUntil }) => use === 'timestamp' && signsUntil === null);
    openssl.write('own-tsa.pem', toPem(chain[0]!.certificate, 'CERTIFICATE'));
    openssl.run('verify', '-CAfile', 'own-root.pem', '-purpose', 'timestampsign', 'own-tsa.pem');
    const verifyArgs = ['-verify', '-data', 'data', '-in', 'token.tst', '-token_in', '-CAfile', 'own-root.pem'];
    openssl.run('ts', ...verifyArgs);
    const log = makeSigner(ORIGIN);
    const pdf = await makeCertificatePdf(log, { signer: await own.signer('seal'), stamp });
    const trust = { keys: [{ key: log.key, ...NO_END }], authorities: published };
    expect(await verifyCertificate(pdf, trust)).toMatchObject({ verdict: 'proven', seal: { standing: 'vouched' } });
    const file = readFileSync(join(soft.folder, 'made', 'authority.json'), 'utf8');
    expect(file).not.toContain(PIN);
    expect(JSON.parse(file).keys.at(-1).privateKey).toEqual({
      token: 'registry',
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      publicKey: expect.any(String),
    });
  });

  it.each([
    ['RSA', 'a1', ['-newkey', 'rsa:2048']],
    ['P-256', 'a2', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-384', 'a3', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['P-521', 'a4', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521']],
  ] as const)(
    'that were imported sign with the certificates of others (%s)',
    { timeout: 60_000 },
    async (name, id, newKey) => {
      bring(`brought-${name}`, id, newKey);
      const chain = ['tsa.pem', 'root.pem'].map((file) =>
        readCertificate(fromPem(Buffer.from(openssl.read(file)).toString(), 'CERTIFICATE')[0]!),
      );
      const { place } = await token.find(`brought-${name}`);
      const own = await authority(`brought-${name}`);
      const { source } = await own.rotate('timestamp', 0, { privateKey: place, chain: [chain[0]!, chain[1]!] });
      expect(source).toBe('brought');
      const data = new Uint8Array([1, 2, 3]);
      const stamped = await localAuthority(own, clock).stamp(data);
      const certificate = fromPem(Buffer.from(openssl.read('root.pem')).toString(), 'CERTIFICATE')[0]!;
      expect(await verifyTimestamp(stamped, data, [{ certificate, use: 'timestamp', ...NO_END }])).toMatchObject({
        authority: 'Example Time',
        isVouched: true,
      });
      openssl.write('data', data);
      openssl.write('token.tst', stamped);
      openssl.run('ts', '-verify', '-data', 'data', '-in', 'token.tst', '-token_in', '-CAfile', 'root.pem');
      // Another key's certificate does not fit it.
      const other = await own.signer('seal');
      await expect(own.rotate('seal', 0, { privateKey: place, chain: other.chain })).rejects.toMatchObject({
        code: 'key-unusable',
      });
    },
  );

  it('sign many things at once, one after another', async () => {
    const { place } = await token.make('busy', 'ecdsa-sha256');
    const publicKey = createPublicKey({ key: Buffer.from(place.publicKey, 'base64'), format: 'der', type: 'spki' });
    const messages = Array.from({ length: 200 }, (_, i) => new Uint8Array([i, 1, 2]));
    const signatures = await Promise.all(messages.map((message) => token.sign(place, 'ecdsa-sha256', message)));
    for (const [i, signature] of signatures.entries())
      expect(verify('sha256', messages[i]!, publicKey, signature)).toBe(true);
  });

  it('sign again when a token that was away is back', async () => {
    const { place } = await token.make('away', 'ed25519');
    const folder = join(soft.folder, 'tokens');
    renameSync(folder, `${folder}-away`);
    await expect(token.sign(place, 'ed25519', new Uint8Array(1))).rejects.toMatchObject({ code: 'key-unusable' });
    renameSync(`${folder}-away`, folder);
    expect(await token.sign(place, 'ed25519', new Uint8Array(1))).toHaveLength(64);
  });

  it('are refused in plain words where token, library, key or label are not there, never with the PIN', async () => {
    const { place } = await token.make('plain', 'ed25519');
    const at = (change: object) => new KeyToken({ ...soft.location, ...change });
    const message = new Uint8Array(1);
    for (const act of [
      () => at({ module: '/nowhere/library.so' }).find('plain'),
      () => at({ label: 'elsewhere' }).find('plain'),
      () => token.find('no such key'),
      () => token.make('plain', 'ed25519'),
      () => token.sign({ ...place, id: 'ffff' }, 'ed25519', message),
      () => token.sign({ ...place, token: 'elsewhere' }, 'ed25519', message),
    ]) {
      const error = await act().then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error).toMatchObject({ code: 'key-unusable' });
      expect(`${error!.stack} ${JSON.stringify(error)}`).not.toContain(PIN);
    }
    const ring = await keyring('wrong-kind');
    const certified = await token.make('for-seals', 'ecdsa-sha256');
    await expect(ring.rotate('log', 0, certified.place)).rejects.toMatchObject({ code: 'key-unusable' });
    const own = await authority('wrong-kind');
    await expect(own.rotate('seal', 0, { privateKey: place })).rejects.toMatchObject({ code: 'key-unusable' });
  });
});
