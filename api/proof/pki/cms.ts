import { sha256 } from '@noble/hashes/sha2.js';
import { type BaseBlock, fromBER, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  Attribute,
  type Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { derOf, sha256Identifier } from './certificate.ts';
import { type SigningKey, signatureIdentifier } from './signing-key.ts';

/** Who signs: with the certificates that lead to its root, the own one first. */
export interface CmsSigner {
  readonly key: SigningKey;
  readonly chain: readonly [Certificate, ...Certificate[]];
}

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** RFC 5035: names the certificate inside what is signed, so that no other can take its place. */
export const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
/** RFC 3161, appendix A: the time of a signature. */
export const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';
const DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';

const SET = 0x31;

/**
 * A signature as CMS SignedData (RFC 5652) with the attributes that both RFC 3161 and PAdES ask for. `encapsulated`: the content
 * travels inside; else it is elsewhere and only its SHA-256 is signed.
 */
export async function signCms(
  signer: CmsSigner,
  content: { readonly type: string; readonly encapsulated?: Uint8Array; readonly sha256?: Uint8Array },
  options: { readonly withCertificates: boolean } = { withCertificates: true },
): Promise<SignedData> {
  const [certificate] = signer.chain;
  const digest = content.sha256 ?? sha256(content.encapsulated!);
  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: inDerOrder([
      attribute(CONTENT_TYPE, new ObjectIdentifier({ value: content.type })),
      attribute(MESSAGE_DIGEST, new OctetString({ valueHex: bufferOf(digest) })),
      attribute(SIGNING_CERTIFICATE_V2, signingCertificate(certificate)),
    ]),
  });
  // RFC 5652, section 5.4: signed is the SET OF, whose tag the implicit one of the structure stands for.
  const signedOctets = new Uint8Array(signedAttrs.toSchema().toBER());
  signedOctets[0] = SET;
  const signature = await signer.key.sign(signedOctets);
  const encapContentInfo = new EncapsulatedContentInfo({ eContentType: content.type });
  // Set afterwards: given to the constructor it would be cut into pieces, which is BER and not DER.
  if (content.encapsulated) encapContentInfo.eContent = new OctetString({ valueHex: bufferOf(content.encapsulated) });
  return new SignedData({
    // RFC 5652, section 5.1: 3 for content of another type than plain data.
    version: content.type === DATA ? 1 : 3,
    digestAlgorithms: [sha256Identifier()],
    encapContentInfo,
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm: sha256Identifier(),
        signedAttrs,
        signatureAlgorithm: signatureIdentifier(signer.key),
        signature: new OctetString({ valueHex: bufferOf(signature) }),
      }),
    ],
    ...(options.withCertificates && { certificates: [...signer.chain] }),
  });
}

/** Puts what came after the signature, a timestamp over it, beside it. */
export function addUnsignedAttribute(signed: SignedData, type: string, value: BaseBlock): void {
  signed.signerInfos[0]!.unsignedAttrs = new SignedAndUnsignedAttributes({
    type: 1,
    attributes: [attribute(type, value)],
  });
}

export function contentInfoOf(signed: SignedData): ContentInfo {
  return new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) });
}

export function contentInfoDer(signed: SignedData): Uint8Array {
  return new Uint8Array(contentInfoOf(signed).toSchema().toBER());
}

/** The SignedData that these bytes are, to the last of them: what followed it would be signed by nobody. Throws for anything else. */
export function signedDataOf(der: Uint8Array): SignedData {
  const { result, offset } = fromBER(bufferOf(der));
  if (offset !== der.length) throw new RangeError(`Expected ${der.length} bytes of DER but received ${offset}.`);
  return new SignedData({ schema: new ContentInfo({ schema: result }).content });
}

export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function attribute(type: string, value: BaseBlock): Attribute {
  return new Attribute({ type, values: [value] });
}

/** ESSCertIDv2 with SHA-256, which is its default and therefore not named. */
function signingCertificate(certificate: Certificate): Sequence {
  const hash = new OctetString({ valueHex: bufferOf(sha256(derOf(certificate))) });
  return new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [hash] })] })] });
}

/** DER orders the members of a set by their octets; some verifiers sort them anew before they hash. */
function inDerOrder(attributes: readonly Attribute[]): Attribute[] {
  const octets = new Map(attributes.map((each) => [each, new Uint8Array(each.toSchema().toBER())]));
  return [...attributes].sort((a, b) => compareOctets(octets.get(a)!, octets.get(b)!));
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
