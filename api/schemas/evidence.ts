import { z } from 'zod';
import { GRADES } from '../../engine/index.ts';
import { CAPTURE_WAYS, evidenceReceiptSchema } from '../proof/evidence.ts';
import { checkedSchema } from './check-result.ts';
import { WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

export const evidenceIdSchema = z.string().regex(/^EV-[0-9A-HJKMNP-TV-Z]{26}$/);

const line = (length: number) => z.string().trim().min(1).max(length).regex(WITHOUT_CONTROL_CHARACTERS);

/** What the operator states of a capture. */
export const captureSchema = z.strictObject({
  way: z.enum(CAPTURE_WAYS).describe('How the picture was taken.'),
  place: line(200).optional().describe('Where it was taken: town, market, shop.'),
  source: line(2_000).optional().describe('Address of the page or shop that it shows.'),
  device: line(200).optional().describe('Device or program that made the picture.'),
});
export type Capture = z.infer<typeof captureSchema>;

/** What is answered of evidence: the file that proves it, how the picture lies here now, and who has custody. */
export const evidenceSchema = z.object({
  receipt: evidenceReceiptSchema,
  file: z.enum(['intact', 'altered', 'missing']).describe('The picture in the registry, hashed anew for this answer.'),
  custodian: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const takenEvidenceSchema = evidenceSchema.extend({
  check: checkedSchema.nullable().describe('What it matches; null where there is nothing to compare.'),
});
export type TakenEvidence = z.infer<typeof takenEvidenceSchema>;

export const evidenceSummarySchema = z.object({
  id: evidenceIdSchema,
  way: z.enum(CAPTURE_WAYS),
  takenAt: z.iso.datetime(),
  operator: z.string(),
  grade: z.enum(GRADES).nullable(),
});
export type EvidenceSummary = z.infer<typeof evidenceSummarySchema>;

const noteSchema = line(1_000).optional().describe('Why, in a few words.');

export const handOverSchema = z.strictObject({
  to: z
    .string()
    .regex(/^AC-[0-9A-HJKMNP-TV-Z]{26}$/)
    .describe('Account that has custody from then on.'),
  note: noteSchema,
});

export const cosignatureSchema = z.strictObject({
  signature: z.base64().min(1).max(100_000).describe('Detached CMS over the statement, DER.'),
  note: noteSchema,
});
