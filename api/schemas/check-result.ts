import { z } from 'zod';
import { findingSchema, GRADES, NOT_COMPARABLE_REASONS, versionsSchema } from '../../engine/index.ts';
import { seenMotifSchema } from './motif.ts';
import { datedFactSchema, patternIdSchema, workVersionSchema } from './pattern.ts';

export const candidateSchema = findingSchema.extend({
  id: patternIdSchema,
  file: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** Every known date with its class of evidence, best evidenced first. */
  dates: z.array(datedFactSchema),
  /** Share of the common part that lies within known motifs anybody may use; absent where the picture shows none. */
  motifShare: z.number().min(0).max(1).optional(),
  /** Other versions of the same work, from draft to finished cloth, that were found with it, best first; absent where there are none. */
  otherVersions: z.array(workVersionSchema.extend({ grade: z.enum(GRADES), score: z.number() })).optional(),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const resultVersionsSchema = versionsSchema.extend({
  /** Change-feed position of the library that was searched. */
  libraryPosition: z.number().int(),
});

const timingsSchema = z.object({ total: z.number() }).catchall(z.number());

const pictureFacts = {
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  timingsMs: timingsSchema,
  versions: resultVersionsSchema,
};

/** All that a stranger who has signed in learns of a record that he may not see. */
export const restrictedHitSchema = z.object({
  grade: z.enum(GRADES),
  /** Earliest evidenced date of the work, in whichever of its versions found. */
  date: z.iso.date(),
  /** Of the office that keeps it. */
  contact: z.string().nullable(),
});
export type RestrictedHit = z.infer<typeof restrictedHitSchema>;

export const checkedSchema = z.object({
  status: z.literal('checked'),
  ...pictureFacts,
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  /** The most serious grade of the candidates; `no-match` where there is none. */
  grade: z.enum(GRADES),
  /** Size of the library searched. */
  worksSearched: z.number().int(),
  /** By descending score; among equal scores the work that is evidenced earliest first, in whichever of its versions found. */
  candidates: z.array(candidateSchema),
  /** Strong hits among records that whoever asks may not see; absent where there are none, and for the public. */
  restricted: z.array(restrictedHitSchema).optional(),
  /** Known motifs that the picture shows, the surest first; absent where there are none. */
  motifs: z.array(seenMotifSchema).optional(),
  /** The picture shows nothing but known motifs that anybody may use; absent where it shows none. */
  onlyKnownMotifs: z.boolean().optional(),
});

export type CheckedResult = z.infer<typeof checkedSchema>;

export const notComparableResultSchema = z.object({
  status: z.literal('not-comparable'),
  ...pictureFacts,
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  reason: z.enum(NOT_COMPARABLE_REASONS),
});

export const rejectedSchema = z.object({
  status: z.literal('rejected'),
  code: z.string(),
  message: z.string(),
});

/** The result of one check, on the command line, over HTTP, stored and in reports. */
export const checkResultSchema = z.discriminatedUnion('status', [
  checkedSchema,
  notComparableResultSchema,
  rejectedSchema,
]);
export type CheckResult = z.infer<typeof checkResultSchema>;

/** The result of comparing two pictures: one finding, `transform` leading from the first to the second. */
export const comparisonResultSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('compared'),
    first: z.object({ sha256: z.string(), widthPx: z.number().int(), heightPx: z.number().int() }),
    second: z.object({ sha256: z.string(), widthPx: z.number().int(), heightPx: z.number().int() }),
    finding: findingSchema,
    versions: versionsSchema,
    timingsMs: timingsSchema,
  }),
  z.object({
    status: z.literal('not-comparable'),
    which: z.enum(['first', 'second']),
    reason: z.enum(NOT_COMPARABLE_REASONS),
    versions: versionsSchema,
    timingsMs: timingsSchema,
  }),
]);
export type ComparisonResult = z.infer<typeof comparisonResultSchema>;
