import { sha256 } from '@noble/hashes/sha2.js';
import { BitString, Integer, OctetString, PrintableString, Utf8String } from 'asn1js';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  getRandomValues,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
  TimeType,
} from 'pkijs';
import { bytesToHex, fromBase64, toBase64 } from '../bytes.ts';
import { malformed } from '../errors.ts';
import { type SigningKey, signatureIdentifier } from './signing-key.ts';

/** What a certificate of ours is for: to issue others, to say when something was there, to seal documents. */
export type CertificateUse = 'root' | 'timestamp' | 'seal';

export interface NewCertificate {
  readonly use: CertificateUse;
  readonly commonName: string;
  readonly organization: string;
  /** The key that it is of. */
  readonly key: SigningKey;
  /** Absent: signed by its own key. */
  readonly issuer?: { readonly certificate: Certificate; readonly key: SigningKey };
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** RFC 5280, section 4.2.1.3: value and bits not used of the last octet. */
const KEY_USAGE: Readonly<Record<CertificateUse, readonly [bits: number, unused: number]>> = {
  root: [0b0000_0110, 1],
  timestamp: [0b1000_0000, 7],
  seal: [0b1100_0000, 6],
};

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const SUBJECT_KEY_ID = '2.5.29.14';
const KEY_USAGE_ID = '2.5.29.15';
const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_ID = '2.5.29.35';
export const EXTENDED_KEY_USAGE = '2.5.29.37';
const ORGANIZATION = '2.5.4.10';
const COMMON_NAME = '2.5.4.3';
const COUNTRY = '2.5.4.6';
const SERIAL_BYTES = 16;

/** A certificate of X.509 version 3 as RFC 5280 profiles it, signed with SHA-256. */
export async function makeCertificate(wanted: NewCertificate): Promise<Certificate> {
  const certificate = new Certificate({ version: 2 });
  certificate.serialNumber = new Integer({ valueHex: positiveBytes(SERIAL_BYTES).buffer });
  certificate.subject = nameOf(wanted);
  certificate.issuer = wanted.issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore = timeOf(wanted.notBefore);
  certificate.notAfter = timeOf(wanted.notAfter);
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(wanted.key.publicKey.slice().buffer);
  certificate.extensions = extensionsOf(wanted, certificate);
  const signer = wanted.issuer?.key ?? wanted.key;
  certificate.signature = signatureIdentifier(signer);
  certificate.signatureAlgorithm = certificate.signature;
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.signatureValue = new BitString({ valueHex: (await signer.sign(certificate.tbsView)).slice().buffer });
  return readCertificate(derOf(certificate));
}

export function derOf(certificate: Certificate): Uint8Array {
  return new Uint8Array(certificate.toSchema(false).toBER());
}

/** Throws ProofError `malformed`. */
export function readCertificate(der: Uint8Array): Certificate {
  try {
    return Certificate.fromBER(der.slice().buffer);
  } catch {
    throw malformed('an X.509 certificate in DER', `${der.length} bytes of something else`);
  }
}

/** SHA-256 of the DER text, for people to compare. */
export function certificateFingerprint(certificate: Certificate): string {
  return bytesToHex(sha256(derOf(certificate)));
}

/** What the certificate calls its holder: the common name, or the organisation where it has none. */
export function holderOf({ subject }: Certificate): string {
  const partOf = (type: string) =>
    subject.typesAndValues.find((part) => part.type === type)?.value.valueBlock.value as string | undefined;
  return partOf(COMMON_NAME) ?? partOf(ORGANIZATION) ?? '';
}

export function toPem(der: Uint8Array, label: 'CERTIFICATE' | 'PRIVATE KEY'): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Every block of the label in the text. Throws ProofError `malformed` where one is none. */
export function fromPem(text: string, label: 'CERTIFICATE' | 'PRIVATE KEY'): readonly Uint8Array[] {
  const blocks = text.matchAll(new RegExp(`-----BEGIN ${label}-----([^-]*)-----END ${label}-----`, 'g'));
  return Array.from(blocks, ([, body = '']) => {
    const der = fromBase64(body.replace(/\s+/g, ''));
    if (der === undefined) throw malformed(`base64 in a PEM block ${label}`, 'something else');
    return der;
  });
}

/** Random bytes that DER reads as a positive whole number of this length. */
export function positiveBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = getRandomValues(new Uint8Array(count)) as Uint8Array<ArrayBuffer>;
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

export const SHA256_ID = '2.16.840.1.101.3.4.2.1';

export function sha256Identifier(): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: SHA256_ID });
}

function nameOf({ commonName, organization }: NewCertificate): RelativeDistinguishedNames {
  const text = (type: string, value: string) => new AttributeTypeAndValue({ type, value: new Utf8String({ value }) });
  return new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: COUNTRY, value: new PrintableString({ value: 'CN' }) }),
      text(ORGANIZATION, organization),
      text(COMMON_NAME, commonName),
    ],
  });
}

function extensionsOf({ use, issuer }: NewCertificate, certificate: Certificate): Extension[] {
  const keyIdOf = ({ subjectPublicKeyInfo }: Certificate) =>
    // RFC 7093, section 2, method 1: the left 160 bits of SHA-256 of the key.
    sha256(new Uint8Array(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)).slice(0, 20).buffer;
  const [bits, unusedBits] = KEY_USAGE[use];
  const extension = (extnID: string, critical: boolean, value: ArrayBuffer) =>
    new Extension({ extnID, critical, extnValue: value });
  const authorityKey = new AuthorityKeyIdentifier({
    keyIdentifier: new OctetString({ valueHex: keyIdOf(issuer?.certificate ?? certificate) }),
  });
  return [
    extension(BASIC_CONSTRAINTS, true, new BasicConstraints({ cA: use === 'root' }).toSchema().toBER()),
    extension(KEY_USAGE_ID, true, new BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits }).toBER()),
    ...(use === 'timestamp'
      ? [extension(EXTENDED_KEY_USAGE, true, new ExtKeyUsage({ keyPurposes: [TIME_STAMPING] }).toSchema().toBER())]
      : []),
    extension(SUBJECT_KEY_ID, false, new OctetString({ valueHex: keyIdOf(certificate) }).toBER()),
    extension(AUTHORITY_KEY_ID, false, authorityKey.toSchema().toBER()),
  ];
}

/** RFC 5280, section 4.1.2.5: UTCTime to the end of 2049, GeneralizedTime from then on. */
function timeOf(date: Date): Time {
  const value = new Date(Math.floor(date.getTime() / 1_000) * 1_000);
  return new Time({ type: value.getUTCFullYear() < 2050 ? TimeType.UTCTime : TimeType.GeneralizedTime, value });
}
