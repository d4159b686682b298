import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import {
  type CertificateUse,
  derOf,
  fromPem,
  makeCertificate,
  type NewCertificate,
  type PlatformKey,
  readCertificate,
  toPem,
} from '../../proof/pki/certificate.ts';
import type { CmsSigner } from '../../proof/pki/cms.ts';
import type { BroughtKey } from '../../proof/pki/pkcs12.ts';
import { type AuthorityContent, readAuthorityFile, type StoredAuthorityKey } from './authority-file.ts';
import { keyUnusable, writeKeyFile } from './key-file.ts';

const YEAR_MS = 365.25 * 86_400_000;
/** A certificate outlives what it certifies, so that documents can be checked for long. */
const VALID_YEARS: Readonly<Record<CertificateUse, number>> = { root: 30, timestamp: 15, seal: 15 };
/** What certificates call those who hold them; they say themselves that nobody independent stands behind. */
const NAMES: Readonly<Record<CertificateUse, string>> = {
  root: 'Selvedge local root',
  timestamp: 'Selvedge local clock, not independent',
  seal: 'Selvedge local seal',
};
const ORGANIZATION_CHARACTERS = 64;
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

/** A certificate as the world may know it. */
export interface PublishedCertificate {
  readonly use: CertificateUse;
  readonly source: 'made' | 'brought';
  /** DER of the last of its chain: what to vouch for. */
  readonly top: Uint8Array;
}

/**
 * Keys with certificates: a root of this installation's own and what it certifies, the clock and the seal, in a file that only the
 * owner of the process can read. Made where the file is missing.
 */
export class Authority {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** `organization` is how the certificates call the registry. Throws `key-unusable`. */
  static async open(path: string, organization: string, clock: () => Date): Promise<Authority> {
    if ((await readAuthorityFile(path)) === undefined)
      await writeKeyFile(path, await freshContent(organization.slice(0, ORGANIZATION_CHARACTERS), clock()));
    return new Authority(path);
  }

  /** Who signs for this use now: the key that came last. */
  async signer(use: 'timestamp' | 'seal'): Promise<CmsSigner> {
    const key = (await this.#read()).keys.findLast((each) => each.use === use);
    if (key === undefined) throw keyUnusable(`a ${use} key`, 'none');
    const [own, ...above] = certificatesOf(key);
    if (own === undefined) throw keyUnusable(`a certificate of the ${use} key`, 'none');
    return { privateKey: await importKey(key.privateKey), chain: [own, ...above] };
  }

  /** Each top of a chain once. */
  async published(): Promise<readonly PublishedCertificate[]> {
    return (await this.#read()).keys.flatMap((key) => {
      const top = fromPem(key.chain.at(-1) ?? '', 'CERTIFICATE')[0];
      if (top === undefined || (key.source === 'made' && key.use !== 'root')) return [];
      return [{ use: key.use, source: key.source, top }];
    });
  }

  /**
   * Takes a key that was brought along, which signs for this use from now on; a running server takes it up by itself. Throws
   * `key-unusable` for a key that does not fit its certificate or that we cannot sign with.
   */
  async bring(use: 'timestamp' | 'seal', { privateKey, chain }: BroughtKey, now: Date): Promise<void> {
    const pem = toPem(privateKey, 'PRIVATE KEY');
    const key: StoredAuthorityKey = {
      use,
      privateKey: pem,
      chain: chain.map((each) => toPem(derOf(each), 'CERTIFICATE')),
      source: 'brought',
      since: now.toISOString(),
    };
    await importKey(pem);
    const certificate = new X509Certificate(Buffer.from(derOf(chain[0])));
    if (!certificate.checkPrivateKey(createPrivateKey(pem)))
      throw keyUnusable('the key of the certificate', 'another key');
    const content = await this.#read();
    await writeKeyFile(this.#path, { ...content, keys: [...content.keys, key] });
  }

  /** Each time anew: keys come while it runs. */
  async #read(): Promise<AuthorityContent> {
    const content = await readAuthorityFile(this.#path);
    if (content === undefined) throw keyUnusable(`the key file ${this.#path}`, 'none');
    return content;
  }
}

interface FreshKey extends NonNullable<NewCertificate['issuer']> {
  readonly stored: StoredAuthorityKey;
}

async function freshContent(organization: string, now: Date): Promise<AuthorityContent> {
  const root = await freshKey('root', organization, now);
  const keys = [root.stored];
  for (const use of ['timestamp', 'seal'] as const) keys.push((await freshKey(use, organization, now, root)).stored);
  return { type: 'selvedge/authority/v1', keys };
}

async function freshKey(use: CertificateUse, organization: string, now: Date, root?: FreshKey): Promise<FreshKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await makeCertificate({
    use,
    commonName: NAMES[use],
    organization,
    publicKey,
    privateKey,
    ...(root && { issuer: { certificate: root.certificate, privateKey: root.privateKey } }),
    notBefore: now,
    notAfter: new Date(now.getTime() + VALID_YEARS[use] * YEAR_MS),
  });
  const chain = [certificate, ...(root === undefined ? [] : [root.certificate])];
  const stored: StoredAuthorityKey = {
    use,
    privateKey: toPem(new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey)), 'PRIVATE KEY'),
    chain: chain.map((each) => toPem(derOf(each), 'CERTIFICATE')),
    source: 'made',
    since: now.toISOString(),
  };
  return { stored, certificate, privateKey };
}

function certificatesOf({ chain }: StoredAuthorityKey) {
  return chain.flatMap((pem) => fromPem(pem, 'CERTIFICATE')).map(readCertificate);
}

/** For signing with SHA-256. Throws `key-unusable` for a kind of key that we cannot sign with. */
async function importKey(pem: string): Promise<PlatformKey> {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
  const [der] = fromPem(pem, 'PRIVATE KEY');
  const curve = CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  if (der !== undefined && asymmetricKeyType === 'ec' && curve !== undefined)
    return webcrypto.subtle.importKey('pkcs8', der, { name: 'ECDSA', namedCurve: curve }, false, ['sign']);
  if (der !== undefined && asymmetricKeyType === 'rsa')
    return webcrypto.subtle.importKey('pkcs8', der, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign']);
  throw keyUnusable('an RSA key, or an EC key on P-256, P-384 or P-521', asymmetricKeyType ?? 'something else');
}
