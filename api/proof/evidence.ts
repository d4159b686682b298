import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { bytesToHex } from './bytes.ts';
import { canonicalBytes } from './canonical-json.ts';
import { provenRecordSchema } from './proven-record.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const code = z.string().max(60);
const share = z.number().min(0).max(1);

/** How a suspected copy was taken. */
export const CAPTURE_WAYS = ['photograph', 'screenshot', 'page-picture'] as const;
export type CaptureWay = (typeof CAPTURE_WAYS)[number];

/** An earlier record that the picture matched then. */
const matchSchema = z.strictObject({
  record: code,
  grade: code,
  score: share,
  coverage: z.strictObject({ query: share, candidate: share }),
});

/** What the registry enters into its log of evidence that was taken. What is stated is the operator's word; hash, time and matches are ours. */
export const evidenceRecordSchema = z.strictObject({
  type: z.literal('selvedge/evidence/v1'),
  id: code,
  way: z.enum(CAPTURE_WAYS),
  sha256: hex32,
  bytes: z.number().int().min(1),
  /** Account that was signed in. */
  operator: z.string().max(200),
  at: z.iso.datetime(),
  stated: z.strictObject({
    place: z.string().max(200).nullable(),
    /** Address of the page or shop. */
    source: z.string().max(2_000).nullable(),
    /** Device or program that made the picture. */
    device: z.string().max(200).nullable(),
  }),
  check: z.union([
    z.strictObject({
      grade: code,
      worksSearched: count,
      libraryPosition: count,
      /** Of the rule file that the grades follow. */
      rules: z.string().max(100),
      matches: z.array(matchSchema).max(50),
    }),
    /** Taken all the same: why there was nothing to compare. */
    z.strictObject({ notComparable: code }),
  ]),
});
export type EvidenceRecord = z.infer<typeof evidenceRecordSchema>;

/** What is done with evidence: the picture given out, custody given to somebody else, the record signed by another besides us. */
export const CUSTODY_ACTS = ['read', 'hand-over', 'cosign'] as const;
export type CustodyAct = (typeof CUSTODY_ACTS)[number];

/** One line of the custody list. It names the one before it by digest, the first one the evidence itself, so that none can be left out. */
export const custodyRecordSchema = z.strictObject({
  type: z.literal('selvedge/custody/v1'),
  evidence: code,
  /** From 1: the evidence itself is 0. */
  ordinal: z.number().int().min(1),
  act: z.enum(CUSTODY_ACTS),
  at: z.iso.datetime(),
  actor: z.string().max(200),
  /** Who has custody from then on; null where that does not change. */
  to: z.string().max(200).nullable(),
  note: z.string().max(1_000).nullable(),
  /** Of the picture as it lay in the registry then; null where it was not there. */
  fileSha256: hex32.nullable(),
  /** Of the signature that was added. */
  signatureSha256: hex32.nullable(),
  /** SHA-256 of the RFC 8785 text of the record before. */
  previous: hex32,
});
export type CustodyRecord = z.infer<typeof custodyRecordSchema>;

/** Lines that a custody list has at most. */
export const CUSTODY_MAX = 10_000;

const custodyLineSchema = z.strictObject({
  proven: provenRecordSchema(custodyRecordSchema),
  /** CMS over the RFC 8785 text of the evidence record, DER, base64. */
  signature: z.string().max(100_000).nullable(),
});
export type CustodyLine = z.infer<typeof custodyLineSchema>;

/** What proves evidence together with the picture, as it stood when the file was made. It can be fetched again. */
export const evidenceReceiptSchema = z.strictObject({
  type: z.literal('selvedge/evidence-receipt/v1'),
  taken: provenRecordSchema(evidenceRecordSchema),
  custody: z.array(custodyLineSchema).max(CUSTODY_MAX),
});
export type EvidenceReceipt = z.infer<typeof evidenceReceiptSchema>;

/** What a line of custody names the one before it by. */
export function digestOfRecord(record: EvidenceRecord | CustodyRecord): string {
  return bytesToHex(sha256(canonicalBytes(record)));
}

/** What a notary signs: the evidence record, in the one text that it has. */
export function statementOf(record: EvidenceRecord): Uint8Array {
  return canonicalBytes(record);
}
