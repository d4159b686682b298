import { z } from 'zod';
import { CRITERIA, EDIT_CODES, EDIT_UNITS, GRADES } from './vocabulary.ts';

const share = z.number().min(0).max(1);
const point = z.tuple([z.number(), z.number()]);
const polygons = z.array(z.array(point));

export const editSchema = z.object({
  code: z.enum(EDIT_CODES),
  /** In `unit`; null where the edit has no amount. */
  amount: z.number().nullable(),
  unit: z.enum(EDIT_UNITS),
});
export type Edit = z.infer<typeof editSchema>;

/** One measured quantity behind a criterion; `value` is null where a machine cannot judge and the examiner must. */
export const criterionSchema = z.object({
  criterion: z.enum(CRITERIA),
  quantity: z.string(),
  value: z.number().nullable(),
});
export type CriterionFinding = z.infer<typeof criterionSchema>;

/** How well a picture shows a drawing that belongs to everyone. */
export const typicalLikenessSchema = z.object({
  /** Name in the versioned set of typical drawings. */
  drawing: z.string(),
  /** Natural log-odds that the picture shows it, colours left out. */
  logOdds: z.number(),
});
export type TypicalLikeness = z.infer<typeof typicalLikenessSchema>;

/** What the engine says of one candidate. Everything in it is measured or derived from a measurement by the rule file. */
export const findingSchema = z.object({
  /** 0–1, higher is more alike, comparable across queries, never contradicting the order of grades. */
  score: share,
  /** log10 of the likelihood ratio, with bounds; absent until a validated calibration exists for the model in use. */
  log10LR: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).optional(),
  grade: z.enum(GRADES),
  /** Share of each picture's area that the common part explains. */
  coverage: z.object({ query: share, candidate: share }),
  /** Outline of the common part, in pixels of each upright picture. */
  region: z.object({ query: polygons, candidate: polygons }),
  /** From query pixels to candidate pixels; null where no alignment was found. */
  transform: z
    .object({
      matrix: z.array(z.number()).length(9),
      mirrored: z.boolean(),
      inverted: z.boolean(),
      modulo: z.enum(['whole', 'repeat-unit']),
    })
    .nullable(),
  edits: z.array(editSchema),
  criteria: z.array(criterionSchema),
  /** The measured quantities the rule file used, and the rule that decided. */
  evidence: z.object({
    /** Whether structure agrees better than chance alignments of unrelated designs do, and how strongly, 0–1. */
    aligned: z.boolean(),
    strength: share,
    /** Mean agreement of local structure over the agreeing part, and over all of the common part, 0–1. */
    agreement: share,
    overallAgreement: share,
    /** Median agreement of local structure in small windows over the common part, 0–1; null where `overallAgreement` is too low for it to matter, absent in findings of rules before version 5. */
    detailAgreement: share.nullable().optional(),
    /** Keypoint matches that fit the transform, counted over distinct motif positions. */
    distinctInliers: z.number().int().min(0),
    /** What the best attempt at an alignment explains of each picture; `coverage` above is 0 where nothing is shared. */
    coverage: z.object({ query: share, candidate: share }),
    /** Motif size ratio candidate/query of that attempt. */
    scale: z.number(),
    /** Cosine of the best pair of embedded views, −1 to 1. */
    embeddingCosine: z.number(),
    /** Smallest PDQ distance over the 8 dihedral forms, 0–256. */
    pdqDistance: z.number().int(),
    edgePdqDistance: z.number().int(),
    /** Share of colour in common wherever it lies, 0–1; absent in findings of rules before version 3. */
    colourSimilarity: share.optional(),
    /** Mean ΔE2000 between the aligned pictures over the common part; null where too little was found. */
    colourDistance: z.number().nullable(),
    /** How far the same colours in the same places speak for one drawing; 0 speaks neither way. */
    colourSupport: share,
    /** 0 (unique to the two) to 1 (agrees with everything). */
    typicality: share,
    /** The typical drawing that the query shows best; null where there is no set of them. */
    typical: typicalLikenessSchema.nullable(),
    /** Natural log-odds that the two share a drawing, colours left out: what `typical` is held against; absent in findings of rules before version 3. */
    drawingLogOdds: z.number().optional(),
    /** The fused evidence that the two show one drawing, as natural log-odds; the rules and the score use it. */
    logOdds: z.number(),
    rule: z.string(),
  }),
});
export type Finding = z.infer<typeof findingSchema>;

export const versionsSchema = z.object({
  engine: z.string(),
  fingerprint: z.string(),
  model: z.string(),
  rules: z.string(),
  background: z.string(),
});
export type EngineVersions = z.infer<typeof versionsSchema>;
