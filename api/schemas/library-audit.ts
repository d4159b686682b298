import { z } from 'zod';
import { findingSchema, GRADES } from '../../engine/index.ts';
import { DATE_EVIDENCE, patternIdSchema, VISIBILITIES } from './pattern.ts';

const likeness = { grade: z.enum(GRADES), score: findingSchema.shape.score };

const auditedPatternSchema = z.object({
  id: patternIdSchema,
  title: z.string(),
  file: z.string(),
  owner: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  visibility: z.enum(VISIBILITIES),
  /** Earliest evidenced date, and what evidences it. */
  date: z.iso.datetime(),
  evidence: z.enum(DATE_EVIDENCE),
});
export type AuditedPattern = z.infer<typeof auditedPatternSchema>;

const memberSchema = z.object({
  pattern: auditedPatternSchema,
  ...likeness,
  coverage: z.object({ member: z.number(), reference: z.number() }),
  /** What was done to the reference to get the member. */
  edits: findingSchema.shape.edits,
  rule: z.string(),
});

export const starSchema = z.object({
  reference: auditedPatternSchema,
  /** Later records, each found to be like the reference itself; by descending score. */
  members: z.array(memberSchema),
  /** The member that is least like the reference. */
  weakest: z.object({ id: patternIdSchema, ...likeness }),
});
export type AuditStar = z.infer<typeof starSchema>;

/** What the latest audit of the library found, as far as whoever asks may see it. */
export const libraryAuditSchema = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  /** Null while it runs, or after it was cut off. */
  finishedAt: z.iso.datetime().nullable(),
  /** State of the library when it began. */
  libraryPosition: z.number().int(),
  versions: z.object({ fingerprint: z.string(), rules: z.string() }),
  pairs: z.object({ flagged: z.number().int(), verified: z.number().int() }),
  /** Stars there are, of which `stars` is a part. */
  total: z.number().int(),
  stars: z.array(starSchema),
});
export type LibraryAudit = z.infer<typeof libraryAuditSchema>;
