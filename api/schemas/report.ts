import { z } from 'zod';
import { GRADES } from '../../engine/index.ts';
import { SUPERSESSION_REASONS } from '../store/report-rows.ts';
import { patternIdSchema, WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

export const reportIdSchema = z.string().regex(/^SR-[0-9A-HJKMNP-TV-Z]{26}$/);

const line = z.string().trim().min(1).max(200).regex(WITHOUT_CONTROL_CHARACTERS);

const NAMED_MAX = 20;

/** What a report is ordered with, besides the disputed picture. */
export const reportOrderSchema = z.strictObject({
  claimant: line.optional().describe('Whoever says that the earlier record is his.'),
  respondent: line.optional().describe('Whoever made or sells what the disputed picture shows.'),
  matter: line.optional().describe('Number of the case, or what else it is for.'),
  capture: z
    .strictObject({ takenOn: z.iso.date().optional(), place: line.optional(), source: line.optional() })
    .optional()
    .describe('How the disputed picture came to be, as you state it.'),
  records: z
    .array(patternIdSchema)
    .max(NAMED_MAX)
    .optional()
    .describe('Records to compare with whether the search finds them or not.'),
  replaces: reportIdSchema.optional().describe('The report that this one takes the place of.'),
});
export type ReportOrder = z.infer<typeof reportOrderSchema>;

export const supersededSchema = z.object({
  at: z.iso.datetime(),
  reason: z.enum(SUPERSESSION_REASONS),
  note: z.string(),
});

export const reportSummarySchema = z.object({
  id: reportIdSchema,
  orderedAt: z.iso.datetime(),
  grade: z.enum(GRADES).describe('The most serious grade of the records in it.'),
  findingsSha256: z.string(),
  counters: reportIdSchema.nullable(),
  replaces: reportIdSchema.nullable(),
  superseded: supersededSchema.nullable().describe('Why nobody should go by it any more.'),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

export const supersessionSchema = z.strictObject({
  reason: z.enum(SUPERSESSION_REASONS),
  note: z.string().trim().min(1).max(2_000),
});
