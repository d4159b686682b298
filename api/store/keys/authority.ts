import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Certificate } from 'pkijs';
import { derOf, toPem } from '../../proof/pki/certificate.ts';
import type { CmsSigner } from '../../proof/pki/cms.ts';
import { isForTimestampsOnly } from '../../proof/pki/verify-timestamp.ts';
import {
  type AuthorityContent,
  readAuthorityFile,
  type SigningUse,
  type StoredAuthorityKey,
} from './authority-file.ts';
import {
  authorityKeyId,
  certificatesOf,
  certifiedKey,
  freshAuthorityKey,
  keySigningAt,
  SIGNING_USES,
  storedAuthorityKey,
  withSuccessors,
} from './authority-keys.ts';
import { algorithmOf, type KeptKey, publicKeyOf, signingKeyOf, type TokenSigner } from './kept-key.ts';
import { keyUnusable, writeKeyFile } from './key-file.ts';
import { type PublishedCertificate, publishedAbove, publishedKey } from './published-certificate.ts';

const DAY_MS = 86_400_000;

/** A key that was not made here: out of a file of PKCS#12, or in a token. */
export interface BroughtAuthorityKey {
  readonly privateKey: KeptKey;
  /** From the certificate of the key up; absent: our own root certifies it. */
  readonly chain?: readonly [Certificate, ...Certificate[]];
}

/**
 * Keys with certificates: a root of this installation's own and what it certifies, the clock and the seal, in a file that only the
 * owner of the process can read, or in a token. Made where the file is missing, read anew each time: keys come and go while it runs.
 */
export class Authority {
  readonly #path: string;
  readonly #organization: string;
  readonly #clock: () => Date;
  readonly #token: TokenSigner | undefined;

  private constructor(path: string, organization: string, clock: () => Date, token: TokenSigner | undefined) {
    this.#path = path;
    this.#organization = organization;
    this.#clock = clock;
    this.#token = token;
  }

  /** `organization` is how the certificates call the registry. Throws `key-unusable`. */
  static async open(path: string, organization: string, clock: () => Date, token?: TokenSigner): Promise<Authority> {
    if ((await readAuthorityFile(path)) === undefined) {
      const root = await freshAuthorityKey('root', organization, clock());
      const keys = [root];
      for (const use of SIGNING_USES) keys.push(await freshAuthorityKey(use, organization, clock(), root));
      await writeKeyFile(path, { type: 'selvedge/authority/v1', keys });
    }
    return new Authority(path, organization, clock, token);
  }

  /** Who signs for this use now. Throws `key-unusable` where no key may: revoked, run out, or not yet valid by this clock. */
  async signer(use: SigningUse): Promise<CmsSigner> {
    const key = keySigningAt((await this.#read()).keys, use, this.#clock());
    if (key === undefined) throw keyUnusable(`a ${use} key that is valid now and not revoked`, 'none');
    return { key: signingKeyOf(key.privateKey, this.#token), chain: [...certificatesOf(key)] };
  }

  /** Every key that ever was, oldest first, and what brought ones lead to. */
  async published(): Promise<readonly PublishedCertificate[]> {
    const { keys } = await this.#read();
    const own = keys.map(publishedKey);
    const above = keys
      .filter(({ source }) => source === 'brought')
      .map((key) => publishedAbove(key.use, certificatesOf(key).at(-1)!));
    const isNew = ({ fingerprint, use }: PublishedCertificate, i: number, all: readonly PublishedCertificate[]) =>
      all.findIndex((each) => each.fingerprint === fingerprint && each.use === use) === i;
    return [...own, ...above].filter(isNew);
  }

  /**
   * Adds a key, fresh or brought along. It is published at once and signs when the overlap is over, until when the present one goes
   * on; at once where none signs now. Throws `key-unusable` for a key that is there already, that does not fit its certificate or
   * that we cannot sign with.
   */
  async rotate(use: SigningUse, overlapDays: number, brought?: BroughtAuthorityKey): Promise<PublishedCertificate> {
    const content = await this.#read();
    const now = this.#clock();
    const takesOver = new Date(now.getTime() + overlapDays * DAY_MS).toISOString();
    const fresh =
      brought?.chain === undefined
        ? await this.#certifiedKeys(use, content.keys, brought?.privateKey)
        : [storedBrought(use, brought.privateKey, brought.chain, now)];
    const added = { ...fresh.at(-1)!, since: takesOver };
    if (content.keys.some((each) => each.chain[0] === added.chain[0]))
      throw keyUnusable('a key that is not there yet', `the key ${authorityKeyId(added)}, which is`);
    const present = content.keys.map((key) =>
      key.use === use && key.signsUntil === null ? { ...key, signsUntil: takesOver } : key,
    );
    const keys = withSuccessors([...present, ...fresh.slice(0, -1), added], now);
    if (keySigningAt(keys, use, new Date(keys.at(-1)!.since)) === undefined)
      throw keyUnusable('certificates that are valid when the key takes over', 'others');
    await writeKeyFile(this.#path, { ...content, keys });
    return publishedKey(keys.at(-1)!);
  }

  /**
   * From `asOf` on, which may lie in the past, nothing that the key signed counts, nor what it certified. False where there is no
   * such key.
   */
  async revoke(keyId: string, asOf: Date, reason: string): Promise<boolean> {
    const content = await this.#read();
    if (!content.keys.some((key) => authorityKeyId(key) === keyId)) return false;
    const keys = content.keys.map((key) =>
      authorityKeyId(key) === keyId ? { ...key, revokedAsOf: asOf.toISOString(), revocationReason: reason } : key,
    );
    await writeKeyFile(this.#path, { ...content, keys: withSuccessors(keys, this.#clock()) });
    return true;
  }

  /** With the root that certifies it, first, where there is none any more. */
  async #certifiedKeys(
    use: SigningUse,
    keys: readonly StoredAuthorityKey[],
    brought: KeptKey | undefined,
  ): Promise<readonly StoredAuthorityKey[]> {
    const now = this.#clock();
    const organization = this.#organization;
    const present = keySigningAt(keys, 'root', now);
    const root = present ?? (await freshAuthorityKey('root', organization, now));
    const key =
      brought === undefined
        ? await freshAuthorityKey(use, organization, now, root)
        : await certifiedKey(brought, certifiable(brought, this.#token), { use, organization, now, root });
    return present === undefined ? [root, key] : [key];
  }

  async #read(): Promise<AuthorityContent> {
    const content = await readAuthorityFile(this.#path);
    if (content === undefined) throw keyUnusable(`the key file ${this.#path}`, 'none');
    return content;
  }
}

function storedBrought(
  use: SigningUse,
  privateKey: KeptKey,
  chain: readonly [Certificate, ...Certificate[]],
  now: Date,
): StoredAuthorityKey {
  const publicKey = publicKeyOf(privateKey);
  if (algorithmOf(publicKey) === 'ed25519') throw unfitForCertificates();
  if (!spkiOf(new X509Certificate(derOf(chain[0])).publicKey).equals(spkiOf(publicKey)))
    throw keyUnusable('the key of the certificate', 'another key');
  if (isForTimestampsOnly(chain[0]) !== (use === 'timestamp'))
    throw keyUnusable(`a certificate for a ${use}`, 'one for another use');
  const certificates = chain.map((each) => toPem(derOf(each), 'CERTIFICATE'));
  return storedAuthorityKey({ use, privateKey, chain: certificates, source: 'brought', now });
}

/** To be compared: asked whether keys of two kinds are equal, OpenSSL leaves an error behind that the next call trips over. */
function spkiOf(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' });
}

function certifiable(privateKey: KeptKey, token: TokenSigner | undefined) {
  const key = signingKeyOf(privateKey, token);
  if (key.algorithm === 'ed25519') throw unfitForCertificates();
  return key;
}

/** Readers of PDF and of timestamps know it of few. */
const unfitForCertificates = () => keyUnusable('an RSA key, or an EC key on P-256, P-384 or P-521', 'an Ed25519 key');
