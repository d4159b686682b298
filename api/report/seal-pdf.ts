import { createHash } from 'node:crypto';
import { fromBER } from 'asn1js';
import {
  addUnsignedAttribute,
  bufferOf,
  type CmsSigner,
  contentInfoDer,
  SIGNATURE_TIME_STAMP,
  signCms,
} from '../proof/pki/cms.ts';
import { bytesOf, type Pdf } from './pdf.ts';

/** Room for the signature with its certificates and its timestamp. */
const SIGNATURE_BYTES = 16_384;
const PLACE = '**********';
/** CMS: content that is elsewhere. */
const DATA = '1.2.840.113549.1.7.1';
const SIGNATURES_EXIST_APPEND_ONLY = 3;
const PRINT_LOCKED = 132;

export interface Seal {
  readonly signer: CmsSigner;
  /** What the seal is called in viewers. */
  readonly name: string;
  readonly reason: string;
  readonly at: Date;
  /** An RFC 3161 token on the signature. */
  stamp(signature: Uint8Array): Promise<Uint8Array>;
}

/**
 * Ends the document with a signature over all of it: PAdES baseline B-T (ETSI EN 319 142-1), CMS with the signing certificate inside
 * what is signed and a timestamp over the signature. What is seen of the seal is for the page to draw.
 */
export async function sealPdf(pdf: Pdf, seal: Seal): Promise<Uint8Array> {
  addSignatureField(pdf, seal);
  const bytes = Buffer.from(await bytesOf(pdf));
  const hole = holeIn(bytes);
  const range = [0, hole.begin, hole.end, bytes.length - hole.end];
  writeRange(bytes, range);
  const digest = createHash('sha256').update(bytes.subarray(0, hole.begin)).update(bytes.subarray(hole.end)).digest();
  const signed = await signCms(seal.signer, { type: DATA, sha256: new Uint8Array(digest) });
  const signature = new Uint8Array(signed.signerInfos[0]!.signature.valueBlock.valueHexView);
  addUnsignedAttribute(signed, SIGNATURE_TIME_STAMP, fromBER(bufferOf(await seal.stamp(signature))).result);
  const cms = contentInfoDer(signed);
  if (cms.length > SIGNATURE_BYTES)
    throw new RangeError(`a signature of ${cms.length} bytes, for which there is no room`);
  bytes.write(Buffer.from(cms).toString('hex'), hole.begin + 1, 'latin1');
  return new Uint8Array(bytes);
}

function addSignatureField(pdf: Pdf, { name, reason, at }: Seal): void {
  const signature = pdf.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    // pdfkit writes a string as a name, which is long enough to take numbers later.
    ByteRange: [0, PLACE, PLACE, PLACE],
    Contents: Buffer.alloc(SIGNATURE_BYTES),
    Name: textOf(name),
    Reason: textOf(reason),
    M: at,
  });
  signature.end(undefined);
  const page = pdf.page as unknown as { dictionary: unknown; annotations: unknown[] };
  const widget = pdf.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    // Without area: the page itself shows the seal, and an area would need a drawing of its own.
    Rect: [0, 0, 0, 0],
    V: signature,
    T: textOf('Seal'),
    F: PRINT_LOCKED,
    P: page.dictionary,
  });
  page.annotations.push(widget);
  widget.end(undefined);
  // pdfkit's own form, which it ends itself. It would let viewers draw them anew, which an archive must not.
  pdf.initForm();
  const form = (
    pdf as unknown as { _root: { data: { AcroForm: { data: Record<string, unknown> & { Fields: unknown[] } } } } }
  )._root.data.AcroForm.data;
  delete form.NeedAppearances;
  form.SigFlags = SIGNATURES_EXIST_APPEND_ONLY;
  form.Fields.push(widget);
}

/** The place of the hexadecimal text of the signature, its brackets included: all but this is signed. */
function holeIn(bytes: Buffer): { readonly begin: number; readonly end: number } {
  const empty = `<${'00'.repeat(SIGNATURE_BYTES)}>`;
  const begin = bytes.lastIndexOf(empty, undefined, 'latin1');
  if (begin < 0) throw new Error('the document has no place for a signature');
  return { begin, end: begin + empty.length };
}

/** In place of the names that kept it, padded to the same length. */
function writeRange(bytes: Buffer, range: readonly number[]): void {
  const kept = `[0 /${PLACE} /${PLACE} /${PLACE}]`;
  const at = bytes.lastIndexOf(kept, undefined, 'latin1');
  if (at < 0) throw new Error('the document has no place for the range of its signature');
  bytes.write(`[${range.join(' ')}]`.padEnd(kept.length), at, 'latin1');
}

/** pdfkit writes a String object as text, a plain string as a name. */
function textOf(text: string): unknown {
  return Object(text);
}
