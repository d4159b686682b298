import { CertBag, Certificate, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo, type SafeContents } from 'pkijs';
import { bytesToHex, utf8ToBytes } from '../bytes.ts';
import { malformed } from '../errors.ts';
import { toPem } from './certificate.ts';
import { bufferOf } from './cms.ts';

/** What was brought along in a file of PKCS#12. */
export interface BroughtKey {
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  /** From the certificate of the key up, as far as the file leads. */
  readonly chain: readonly [Certificate, ...Certificate[]];
}

/**
 * Reads a PKCS#12 file (RFC 7292) with one key: its integrity is checked, its key and certificates are decrypted. The ciphers of
 * before 2017 (RC2, triple DES) are not read. Throws ProofError `malformed` for a wrong password too: the two cannot be told apart.
 */
export async function readPkcs12(file: Uint8Array, password: string): Promise<BroughtKey> {
  const contents = await decrypted(file, bufferOf(utf8ToBytes(password))).catch(() => undefined);
  if (contents === undefined)
    throw malformed('a PKCS#12 file with AES, and its password', 'another file, an older cipher, or another password');
  const keys: PrivateKeyInfo[] = [];
  const certificates: Certificate[] = [];
  for (const { bagValue } of contents.flatMap(({ safeBags }) => safeBags)) {
    if (bagValue instanceof PKCS8ShroudedKeyBag && bagValue.parsedValue) keys.push(bagValue.parsedValue);
    if (bagValue instanceof PrivateKeyInfo) keys.push(bagValue);
    if (bagValue instanceof CertBag && bagValue.parsedValue instanceof Certificate)
      certificates.push(bagValue.parsedValue);
  }
  const [key, another] = keys;
  const localIds = localKeyIds(contents);
  const own = certificates.find((each) => localIds.certificates.get(each) === localIds.key) ?? certificates[0];
  if (key === undefined || another !== undefined || own === undefined)
    throw malformed('one key with its certificate', `${keys.length} keys and ${certificates.length} certificates`);
  return {
    privateKey: toPem(new Uint8Array(key.toSchema().toBER()), 'PRIVATE KEY'),
    chain: chainFrom(own, certificates),
  };
}

async function decrypted(file: Uint8Array, password: ArrayBuffer): Promise<readonly SafeContents[]> {
  const pfx = PFX.fromBER(bufferOf(file));
  await pfx.parseInternalValues({ password, checkIntegrity: true });
  const safe = pfx.parsedValue!.authenticatedSafe!;
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
  const contents = (safe.parsedValue.safeContents as { value: SafeContents }[]).map(({ value }) => value);
  for (const { bagValue } of contents.flatMap(({ safeBags }) => safeBags))
    if (bagValue instanceof PKCS8ShroudedKeyBag)
      await (
        bagValue as unknown as { parseInternalValues(p: { password: ArrayBuffer }): Promise<void> }
      ).parseInternalValues({
        password,
      });
  return contents;
}

const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';

/** Which certificate is that of the key, as the file marks them. */
function localKeyIds(contents: readonly SafeContents[]): {
  readonly key: string | undefined;
  readonly certificates: ReadonlyMap<Certificate, string | undefined>;
} {
  let key: string | undefined;
  const certificates = new Map<Certificate, string | undefined>();
  for (const { bagValue, bagAttributes = [] } of contents.flatMap(({ safeBags }) => safeBags)) {
    const [id] = bagAttributes.find(({ type }) => type === LOCAL_KEY_ID)?.values ?? [];
    const text = id && bytesToHex(new Uint8Array(id.toBER()));
    if (bagValue instanceof CertBag && bagValue.parsedValue instanceof Certificate)
      certificates.set(bagValue.parsedValue, text);
    else key = text;
  }
  return { key, certificates };
}

/** From a certificate up, as far as the others lead. */
export function chainFrom(own: Certificate, all: readonly Certificate[]): [Certificate, ...Certificate[]] {
  const chain: [Certificate, ...Certificate[]] = [own];
  for (;;) {
    const last = chain.at(-1)!;
    const issuer = all.find((each) => !chain.includes(each) && last.issuer.isEqual(each.subject));
    if (issuer === undefined || last.issuer.isEqual(last.subject)) return chain;
    chain.push(issuer);
  }
}
