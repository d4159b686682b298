import { Integer, ObjectIdentifier, OctetString } from 'asn1js';
import { Accuracy, MessageImprint, PKIStatusInfo, type SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { bytesToHex } from '../bytes.ts';
import { malformed } from '../errors.ts';
import { positiveBytes, SHA256_ID, sha256Identifier } from './certificate.ts';
import { bufferOf, type CmsSigner, contentInfoOf, signCms, signedDataOf } from './cms.ts';

/** RFC 3161: the content that a token signs. */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
/** Policy of the authority that ships with Selvedge: time of this machine's clock, no independence promised (an OID of the 2.25 arc of UUIDs). */
const LOCAL_POLICY = '2.25.77712683218518204878604393971594819227';
/** As the library writes an identifier of so many bits when it reads one. */
const LOCAL_POLICY_READ = new ObjectIdentifier({ value: LOCAL_POLICY }).valueBlock.toString();
const NONCE_BYTES = 8;
const GRANTED = 0;
const REJECTION = 2;
const CLOCK_ACCURACY_S = 1;

/** Digest lengths of the algorithms that we put a time to, by their identifiers. */
const DIGEST_BYTES: Readonly<Record<string, number>> = {
  [SHA256_ID]: 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};

export interface TimestampQuestion {
  readonly der: Uint8Array;
  readonly nonce: Uint8Array;
}

/** A request (RFC 3161, section 2.4.1) for a time on a SHA-256, with a nonce, asking for the certificates. */
export function askForTimestamp(digest: Uint8Array): TimestampQuestion {
  const nonce = positiveBytes(NONCE_BYTES);
  const request = new TimeStampReq({
    version: 1,
    messageImprint: imprintOf(digest),
    nonce: new Integer({ valueHex: nonce.slice().buffer }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
}

/** Answers a request as an authority does. Whatever cannot be read or is not supported is refused, never thrown. */
export async function answerTimestampRequest(request: Uint8Array, signer: CmsSigner, now: Date): Promise<Uint8Array> {
  const asked = readRequest(request);
  if (asked === undefined) return responseDer(new TimeStampResp({ status: new PKIStatusInfo({ status: REJECTION }) }));
  const info = new TSTInfo({
    version: 1,
    policy: LOCAL_POLICY,
    messageImprint: asked.messageImprint,
    serialNumber: new Integer({ valueHex: positiveBytes(16).buffer }),
    genTime: new Date(Math.floor(now.getTime() / 1_000) * 1_000),
    accuracy: new Accuracy({ seconds: CLOCK_ACCURACY_S }),
    ...(asked.nonce && { nonce: asked.nonce }),
  });
  const content = { type: TST_INFO, encapsulated: new Uint8Array(info.toSchema().toBER()) };
  const signed = await signCms(signer, content, { withCertificates: asked.certReq === true });
  const status = new PKIStatusInfo({ status: GRANTED });
  return responseDer(new TimeStampResp({ status, timeStampToken: contentInfoOf(signed) }));
}

/**
 * The token of an answer, which has to be to this very question. What it is worth is for verifyTimestamp to say. Throws
 * ProofError `malformed`.
 */
export function tokenOf(response: Uint8Array, digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const { status, timeStampToken } = readResponse(response);
  if (status.status > 1 || timeStampToken === undefined)
    throw malformed('a granted timestamp', `status ${status.status}`);
  const token = new Uint8Array(timeStampToken.toSchema().toBER());
  const info = timestampInfo(token);
  if (bytesToHex(imprintBytes(info)) !== bytesToHex(digest)) throw malformed('a timestamp on our digest', 'another');
  if (info.nonce === undefined || hexOfInteger(info.nonce) !== bytesToHex(nonce))
    throw malformed('the nonce of our request', 'another');
  return token;
}

/** What a token says, not verified. Throws ProofError `malformed`. */
export function timestampInfo(token: Uint8Array): TSTInfo {
  return readToken(token).info;
}

/** A token taken apart, not verified. Throws ProofError `malformed`. */
export function readToken(token: Uint8Array): { readonly signed: SignedData; readonly info: TSTInfo } {
  try {
    const signed = signedDataOf(token);
    const { eContentType, eContent } = signed.encapContentInfo;
    if (eContentType !== TST_INFO || eContent === undefined || signed.signerInfos.length !== 1)
      throw malformed('a timestamp with one signature', 'another signed object');
    return { signed, info: TSTInfo.fromBER(eContent.getValue()) };
  } catch {
    throw malformed('an RFC 3161 timestamp token', `${token.length} bytes of something else`);
  }
}

/** Whether by the authority that ships with Selvedge. */
export function isLocal({ policy }: TSTInfo): boolean {
  return policy === LOCAL_POLICY_READ;
}

function imprintBytes({ messageImprint }: TSTInfo): Uint8Array {
  return new Uint8Array(messageImprint.hashedMessage.valueBlock.valueHexView);
}

function readRequest(der: Uint8Array): TimeStampReq | undefined {
  try {
    const request = TimeStampReq.fromBER(bufferOf(der));
    const { hashAlgorithm, hashedMessage } = request.messageImprint;
    const isKnown = DIGEST_BYTES[hashAlgorithm.algorithmId] === hashedMessage.valueBlock.valueHexView.length;
    const isForUs = !request.reqPolicy || request.reqPolicy === LOCAL_POLICY_READ;
    return isKnown && isForUs && request.extensions === undefined ? request : undefined;
  } catch {
    return undefined;
  }
}

function readResponse(der: Uint8Array): TimeStampResp {
  try {
    return TimeStampResp.fromBER(bufferOf(der));
  } catch {
    throw malformed('an RFC 3161 response', `${der.length} bytes of something else`);
  }
}

function responseDer(response: TimeStampResp): Uint8Array {
  return new Uint8Array(response.toSchema().toBER());
}

function imprintOf(digest: Uint8Array): MessageImprint {
  return new MessageImprint({
    hashAlgorithm: sha256Identifier(),
    hashedMessage: new OctetString({ valueHex: bufferOf(digest) }),
  });
}

/** Without the leading zero that DER puts before a high bit. */
function hexOfInteger(integer: Integer): string {
  return bytesToHex(new Uint8Array(integer.valueBlock.valueHexView)).replace(/^(00)+(?=..)/, '');
}
