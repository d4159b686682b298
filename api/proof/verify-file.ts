import { anchorFileSchema } from './anchor.ts';
import { type BundleVerdict, verifyBundle } from './bundle/verify-bundle.ts';
import { receiptSchema } from './deposit.ts';
import { evidenceReceiptSchema } from './evidence.ts';
import { openReceiptSchema } from './open-deposit.ts';
import { readEmbeddedJson } from './sealed-pdf.ts';
import type { Trust } from './trust.ts';
import { type AnchorVerdict, verifyAnchor } from './verify-anchor.ts';
import { type CertificateVerdict, verifyCertificate } from './verify-certificate.ts';
import { type EvidenceVerdict, verifyEvidence } from './verify-evidence.ts';
import { type ReceiptVerdict, verifyOpenReceipt, verifyReceipt } from './verify-receipt.ts';
import { isReport, type ReportVerdict, verifyReport } from './verify-report.ts';

/** What can be checked without network or server. */
export type FileKind = 'receipt' | 'evidence' | 'anchor' | 'certificate' | 'report' | 'bundle';
export type FileVerdict =
  | ({ readonly kind: 'receipt' } & ReceiptVerdict)
  | ({ readonly kind: 'evidence' } & EvidenceVerdict)
  | ({ readonly kind: 'anchor' } & AnchorVerdict)
  | ({ readonly kind: 'certificate' } & CertificateVerdict)
  | ({ readonly kind: 'report' } & ReportVerdict)
  | ({ readonly kind: 'bundle' } & BundleVerdict);
export type FactName =
  | keyof ReceiptVerdict['facts']
  | keyof EvidenceVerdict['facts']
  | keyof AnchorVerdict['facts']
  | keyof CertificateVerdict['facts']
  | keyof ReportVerdict['facts']
  | keyof BundleVerdict['facts'];

/** Receipts and reports; what is larger is something else. */
const JSON_BYTES_MAX = 16_000_000;
const PDF_BYTES_MAX = 64 * 1024 * 1024;
const PDF_HEAD = '%PDF-';
const ZIP_HEAD = 'PK';

/**
 * Checks a file by what it is; undefined where it is nothing that can be checked. `original`: the file that a receipt is for. Everything
 * may come from an attacker: what is believed in the end rests on `trust` alone.
 */
export async function verifyFile(
  file: Uint8Array,
  { original, trust }: { readonly original?: Uint8Array | undefined; readonly trust: Trust },
): Promise<FileVerdict | undefined> {
  const begins = (head: string) => new TextDecoder('latin1').decode(file.subarray(0, head.length)) === head;
  if (begins(ZIP_HEAD)) return { kind: 'bundle', ...(await verifyBundle(file, trust)) };
  if (begins(PDF_HEAD)) return file.length > PDF_BYTES_MAX ? undefined : verifyPdf(file, trust);
  const content = jsonOf(file);
  if (isReport(content)) return { kind: 'report', ...(await verifyReport(file, { isSealed: false, trust })) };
  const sealed = receiptSchema.safeParse(content);
  if (sealed.success) return { kind: 'receipt', ...(await verifyReceipt(sealed.data, { file: original, trust })) };
  const open = openReceiptSchema.safeParse(content);
  if (open.success) return { kind: 'receipt', ...(await verifyOpenReceipt(open.data, { file: original, trust })) };
  const evidence = evidenceReceiptSchema.safeParse(content);
  if (evidence.success)
    return { kind: 'evidence', ...(await verifyEvidence(evidence.data, { file: original, trust })) };
  const anchor = anchorFileSchema.safeParse(content);
  if (anchor.success) return { kind: 'anchor', ...(await verifyAnchor(anchor.data, trust)) };
  return undefined;
}

/** By the content inside that is for programs. */
async function verifyPdf(file: Uint8Array, trust: Trust): Promise<FileVerdict> {
  return isReport(readEmbeddedJson(file))
    ? { kind: 'report', ...(await verifyReport(file, { isSealed: true, trust })) }
    : { kind: 'certificate', ...(await verifyCertificate(file, trust)) };
}

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.length > JSON_BYTES_MAX) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
