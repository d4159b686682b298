import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromPem } from '../../../api/proof/pki/certificate.ts';
import { askForTimestamp, tokenOf } from '../../../api/proof/pki/timestamp-request.ts';
import { NO_END, type Trust, type TrustedAuthority } from '../../../api/proof/trust.ts';
import { verifyCertificate } from '../../../api/proof/verify-certificate.ts';
import { localAuthority } from '../../../api/services/proof/timestamp-authorities.ts';
import { Authority } from '../../../api/store/keys/authority.ts';
import { makeCertificatePdf } from './certificate-fixture.ts';
import { makeOpensslAuthority, type Openssl, openOpenssl, opensslReply } from './openssl.ts';
import { makeSigner } from './receipt-fixture.ts';

const DAY_MS = 86_400_000;
const START = new Date('2026-05-04T03:02:01.000Z');
const folder = mkdtempSync(join(tmpdir(), 'selvedge-authority-'));
const log = makeSigner('registry.example/log');
afterAll(() => rmSync(folder, { recursive: true }));

/** Keys of a registry whose clock stands where it is set. */
async function open(name: string, start = START) {
  let now = start;
  const path = join(folder, name, 'authority.json');
  const authority = await Authority.open(path, 'registry.example/log', () => now);
  return {
    authority,
    path,
    setClock: (to: Date) => {
      now = to;
    },
    afterDays: (days: number) => {
      now = new Date(start.getTime() + days * DAY_MS);
    },
    stamp: (data: Uint8Array) => localAuthority(authority, () => now).stamp(data),
    trust: async (...others: TrustedAuthority[]): Promise<Trust> => ({
      keys: [{ key: log.key, ...NO_END }],
      authorities: [...(await authority.published()), ...others],
    }),
    idOf: async (use: string) => (await authority.published()).findLast((each) => each.use === use)!.keyId,
    signerId: async (use: 'seal' | 'timestamp') => {
      const [own] = (await authority.signer(use)).chain;
      return (await authority.published()).find(({ certificate }) =>
        Buffer.from(own.toSchema().toBER()).equals(Buffer.from(certificate)),
      )?.keyId;
    },
  };
}

type Registry = Awaited<ReturnType<typeof open>>;

const sealed = async ({ authority, stamp }: Registry) =>
  makeCertificatePdf(log, { signer: await authority.signer('seal'), stamp });

describe('keys with certificates', () => {
  it('are published at once when they are added, and sign when the overlap is over', async () => {
    const registry = await open('overlap');
    const { authority, afterDays } = registry;
    const first = await registry.idOf('seal');
    const before = await sealed(registry);
    const { keyId, signsFrom } = await authority.rotate('seal', 30);
    expect(signsFrom).toEqual(new Date(START.getTime() + 30 * DAY_MS));
    afterDays(29);
    expect(await registry.signerId('seal')).toBe(first);
    afterDays(31);
    expect(await registry.signerId('seal')).toBe(keyId);
    const after = await sealed(registry);
    for (const pdf of [before, after])
      expect(await verifyCertificate(pdf, await registry.trust())).toMatchObject({ verdict: 'proven' });
    expect((await authority.published()).filter(({ use }) => use === 'seal')).toMatchObject([
      { keyId: first, signsUntil: signsFrom },
      { keyId, signsUntil: null },
    ]);
  });

  it('do not count for what they seal after another took over', async () => {
    const registry = await open('stopped');
    const old = await registry.authority.signer('seal');
    await registry.authority.rotate('seal', 0);
    registry.afterDays(1);
    const late = await makeCertificatePdf(log, { signer: old, stamp: registry.stamp });
    expect(await verifyCertificate(late, await registry.trust())).toMatchObject({
      verdict: 'failed',
      fault: { step: 'seal', code: 'seal-expired' },
    });
  });

  it('do not sign once revoked, and whoever waits takes over at once', async () => {
    const registry = await open('revoked');
    const { authority } = registry;
    const first = await registry.idOf('timestamp');
    expect(await authority.revoke('00000000', START, 'nobody’s')).toBe(false);
    expect(await authority.revoke(first, START, 'laptop stolen')).toBe(true);
    await expect(authority.signer('timestamp')).rejects.toMatchObject({ code: 'key-unusable' });
    const second = await authority.rotate('timestamp', 30);
    expect(second.signsFrom).toEqual(START);
    const third = await authority.rotate('timestamp', 30);
    await authority.revoke(second.keyId, START, 'lost too');
    expect(await registry.signerId('timestamp')).toBe(third.keyId);
    expect((await authority.published())[1]).toMatchObject({ revokedAsOf: START, revocationReason: 'laptop stolen' });
  });

  it('fall with the root that certifies them, and get a new one', async () => {
    const registry = await open('root');
    const pdf = await sealed(registry);
    await registry.authority.revoke(await registry.idOf('root'), START, 'stolen');
    for (const use of ['seal', 'timestamp'] as const)
      await expect(registry.authority.signer(use)).rejects.toMatchObject({ code: 'key-unusable' });
    // Vouched for by itself the seal may be, but not past its root.
    expect(await verifyCertificate(pdf, await registry.trust())).toMatchObject({
      fault: { code: 'seal-revoked', revocation: { asOf: START, reason: 'stolen' } },
    });
    await registry.authority.rotate('seal', 0);
    await registry.authority.rotate('timestamp', 0);
    expect((await registry.authority.published()).filter(({ use }) => use === 'root')).toHaveLength(2);
    expect(await verifyCertificate(await sealed(registry), await registry.trust())).toMatchObject({
      verdict: 'proven',
    });
  });

  it('do not sign after their certificates have run out, nor by a clock that was set back before them', async () => {
    const registry = await open('clock');
    for (const at of ['2045-01-01T00:00:00Z', '2026-05-03T00:00:00Z']) {
      registry.setClock(new Date(at));
      for (const use of ['seal', 'timestamp'] as const)
        await expect(registry.authority.signer(use)).rejects.toMatchObject({ code: 'key-unusable' });
    }
    registry.setClock(new Date('2045-01-01T00:00:00Z'));
    await registry.authority.rotate('seal', 30);
    expect(await registry.signerId('seal')).toBe(await registry.idOf('seal'));
  });

  it('are read from files of before there was an end of keys', async () => {
    const { path } = await open('older');
    const content = JSON.parse(readFileSync(path, 'utf8')) as { keys: Record<string, unknown>[] };
    for (const key of content.keys)
      for (const name of ['signsUntil', 'revokedAsOf', 'revocationReason']) delete key[name];
    writeFileSync(path, JSON.stringify(content));
    const { authority } = await open('older');
    expect(await authority.published()).toMatchObject([NO_END, NO_END, NO_END]);
    await authority.signer('seal');
  });
});

describe('a seal whose key was revoked', () => {
  const start = new Date();
  let openssl: Openssl;
  let registry: Registry;
  /** With a timestamp by an authority elsewhere, and by the registry's own clock. */
  let outside: Uint8Array;
  let local: Uint8Array;
  let elsewhere: TrustedAuthority;
  beforeAll(async () => {
    openssl = openOpenssl();
    makeOpensslAuthority(openssl, ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']);
    const [certificate] = fromPem(Buffer.from(openssl.read('root.pem')).toString(), 'CERTIFICATE');
    elsewhere = { certificate: certificate!, use: 'timestamp', ...NO_END };
    registry = await open('stolen', start);
    const signer = await registry.authority.signer('seal');
    const stamp = async (data: Uint8Array) => {
      const digest = new Uint8Array(createHash('sha256').update(data).digest());
      const { der, nonce } = askForTimestamp(digest);
      return tokenOf(opensslReply(openssl, der), digest, nonce);
    };
    outside = await makeCertificatePdf(log, { signer, stamp });
    local = await sealed(registry);
  }, 60_000);
  afterAll(() => openssl.dispose());

  const revokedAs = async (asOf: Date) => {
    await registry.authority.revoke(await registry.idOf('seal'), asOf, 'laptop stolen');
    return registry.trust(elsewhere);
  };

  it('stands where a vouched authority elsewhere saw it before, and not by the registry’s own clock', async () => {
    const asOf = new Date(start.getTime() + DAY_MS);
    const trust = await revokedAs(asOf);
    expect(await verifyCertificate(outside, trust)).toMatchObject({
      verdict: 'proven',
      seal: { standing: 'vouched', timestamp: { isLocal: false, standing: 'vouched' } },
    });
    const refused = {
      verdict: 'failed',
      fault: { code: 'seal-revoked', revocation: { asOf, reason: 'laptop stolen' } },
    };
    expect(await verifyCertificate(local, trust)).toMatchObject(refused);
    // Nor by an authority that nobody vouches for, or that was revoked itself.
    expect(await verifyCertificate(outside, await registry.trust())).toMatchObject(refused);
    const withdrawn = { ...elsewhere, revokedAsOf: asOf, revocationReason: 'withdrawn' };
    expect(await verifyCertificate(outside, await registry.trust(withdrawn))).toMatchObject(refused);
  });

  it('is refused with date and reason where it was seen afterwards, whatever else is said of the key', async () => {
    const asOf = new Date(start.getTime() - DAY_MS);
    const trust = await revokedAs(asOf);
    const refused = {
      verdict: 'failed',
      fault: { code: 'seal-revoked', revocation: { asOf, reason: 'laptop stolen' } },
    };
    expect(await verifyCertificate(outside, trust)).toMatchObject(refused);
    // A file of keys of before the revocation, joined with the present one.
    const earlier = trust.authorities.map((each) => ({ ...each, ...NO_END }));
    for (const authorities of [
      [...trust.authorities, ...earlier],
      [...earlier, ...trust.authorities],
    ])
      expect(await verifyCertificate(outside, { ...trust, authorities })).toMatchObject(refused);
  });
});
