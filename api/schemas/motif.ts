import { z } from 'zod';
import { findingSchema } from '../../engine/index.ts';
import { WITHOUT_CONTROL_CHARACTERS } from './pattern.ts';

/** Whether anybody may use a motif. `unclear`: nobody has found out yet. */
export const MOTIF_RIGHTS = ['public-domain', 'protected', 'unclear'] as const;
export type MotifRights = (typeof MOTIF_RIGHTS)[number];

export const motifIdSchema = z.string().regex(/^MT-[0-9A-HJKMNP-TV-Z]{26}$/);

const line = (maxLength: number) => z.string().trim().min(1).max(maxLength).regex(WITHOUT_CONTROL_CHARACTERS);
/** Several lines of text. */
const text = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[\n -~\u00a0-\uffff]*$/);

/** What is known of a motif, as whoever adds it states it. */
export const motifDetailsSchema = z.strictObject({
  name: line(100).describe('What it is called.'),
  meaning: text(2_000).optional().describe('The pattern and what it stands for (图案与意义).'),
  story: text(4_000).optional().describe('Its story (故事).'),
  source: text(1_000).optional().describe('Where this is taken from (来源): a book, a museum, a register.'),
  origin: line(200).optional().describe('Place and time it comes from.'),
  people: line(100).optional().describe('The people whose tradition it is (民族).'),
  rights: z.enum(MOTIF_RIGHTS).describe('Whether anybody may use it.'),
});
export type MotifDetails = z.output<typeof motifDetailsSchema>;

const known = z.string().nullable();
export const motifSchema = z.object({
  id: motifIdSchema,
  name: z.string(),
  meaning: known,
  story: known,
  source: known,
  origin: known,
  people: known,
  rights: z.enum(MOTIF_RIGHTS),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  addedAt: z.iso.datetime(),
});
export type Motif = z.infer<typeof motifSchema>;

export const motifListSchema = z.object({ motifs: z.array(motifSchema) });

/** A known motif that a checked picture shows. */
export const seenMotifSchema = z.object({
  id: motifIdSchema,
  name: z.string(),
  rights: z.enum(MOTIF_RIGHTS),
  /** Natural log-odds that the picture shows it, colours left out. */
  logOdds: z.number(),
  /** Share of the picture, and of the motif, that they have in common. */
  coverage: z.object({ picture: z.number(), motif: z.number() }),
  /** Where in the picture. */
  region: findingSchema.shape.region.shape.query,
});
export type SeenMotif = z.infer<typeof seenMotifSchema>;
