import { z } from 'zod';
import { REPEAT_TYPES } from '../../engine/index.ts';

/** How a date is evidenced, strongest first. `stated`: somebody says so; `recorded`: Selvedge noted it when the record came in. */
export const DATE_EVIDENCE = ['registration', 'deposit', 'publication', 'recorded', 'stated'] as const;

export const DATE_KINDS = ['created', 'published', 'registered', 'recorded'] as const;

/** `public`: seen by all; `restricted`: searched, but seen by its owner and the examiners of a case in which it turns up. */
export const VISIBILITIES = ['public', 'restricted'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const datedFactSchema = z.object({
  kind: z.enum(DATE_KINDS),
  /** ISO 8601 calendar date or UTC instant. */
  date: z.union([z.iso.date(), z.iso.datetime()]),
  evidence: z.enum(DATE_EVIDENCE),
});
export type DatedFact = z.infer<typeof datedFactSchema>;

/** The public id of a pattern: one picture, one identifier (一图一ID). */
export const patternIdSchema = z.string().regex(/^SP-[0-9A-HJKMNP-TV-Z]{26}$/);

/**
 * Control characters, which PostgreSQL partly refuses and screens do not show, are not accepted. Written without property escapes and flags, so
 * that the documented schema means the same to other programs.
 */
export const WITHOUT_CONTROL_CHARACTERS = /^[ -~\u00a0-\uffff]*$/;

/** One line of text. */
const line = (maxLength: number) => z.string().trim().min(1).max(maxLength).regex(WITHOUT_CONTROL_CHARACTERS);

/** What a person states about a pattern on bringing it in. */
export const patternDetailsSchema = z.object({
  title: line(200).optional(),
  owner: line(200).optional(),
  registrationNumber: line(100).optional(),
  dates: z
    .array(datedFactSchema.extend({ kind: z.enum(['created', 'published', 'registered']) }))
    .max(10)
    .optional(),
  /** Who sees the record; `public` where nothing is said. */
  visibility: z.enum(VISIBILITIES).optional(),
  /** The party that holds title to it. */
  ownerParty: z
    .string()
    .regex(/^PT-[0-9A-HJKMNP-TV-Z]{26}$/)
    .optional(),
});
export type PatternDetails = z.infer<typeof patternDetailsSchema>;

export const patternSchema = z.object({
  id: patternIdSchema,
  title: z.string(),
  owner: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  /** The file name it came with, for display only; never a path. */
  file: z.string(),
  /** SHA-256 of the file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  repeatType: z.enum(REPEAT_TYPES),
  /** At most 8 colours as sRGB `#rrggbb`, largest share of the area first. */
  palette: z.array(z.object({ colour: z.string().regex(/^#[0-9a-f]{6}$/), share: z.number() })),
  dates: z.array(datedFactSchema),
  /** Part of the bundled sample library. */
  sample: z.boolean(),
  visibility: z.enum(VISIBILITIES),
});
export type Pattern = z.infer<typeof patternSchema>;

/** Another version of the same work, from draft to finished cloth, as its applicant declared when filing. */
export const workVersionSchema = z.object({ id: patternIdSchema, title: z.string(), dates: z.array(datedFactSchema) });
export type WorkVersion = z.infer<typeof workVersionSchema>;

export const patternRecordSchema = patternSchema.extend({
  /** Other versions of the same work that whoever asks may see, in the order of recording, at most 50; absent where there are none. */
  otherVersions: z.array(workVersionSchema).max(50).optional(),
});
export type PatternRecord = z.infer<typeof patternRecordSchema>;

export const patternPageSchema = z.object({
  patterns: z.array(patternSchema),
  total: z.number().int(),
  /** Opaque; absent on the last page. */
  nextCursor: z.string().optional(),
});
export type PatternPage = z.infer<typeof patternPageSchema>;
