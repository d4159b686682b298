import { z } from 'zod';
import { provenRecordSchema } from './proven-record.ts';
import { similarityReportRecordSchema } from './records.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const share = z.number().min(0).max(1);
const line = z.string().max(400);
const code = z.string().max(60);

/** Decimals to which the quantities of a report are rounded: processors differ in the last bits. */
export const DECIMALS = {
  /** Shares, scores, correlations and cosines. */
  share: 3,
  /** Evidence in natural log-odds and likelihood ratios as log10. */
  logarithm: 2,
  /** ΔE2000, degrees, pixels, and amounts of edits in their units. */
  amount: 2,
  /** Corners of regions, in pixels. */
  corner: 0,
  /** Entries of the matrix that act on coordinates; shifts are amounts. */
  matrix: 4,
} as const;

/** A picture as it was handed in. */
const pictureSchema = z.strictObject({
  sha256: hex32,
  bytes: z.number().int().min(1),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
});

const polygons = z.array(z.array(z.tuple([z.number(), z.number()])));
const ratioSchema = z.strictObject({ value: z.number(), lower: z.number(), upper: z.number() });

/** What was measured of the disputed picture and one earlier record. The transform leads from the former to the latter, in pixels. */
const comparisonSchema = z.strictObject({
  grade: code,
  score: share,
  /** Absent where no error rates were measured for the versions that answered. */
  log10LR: ratioSchema.optional(),
  coverage: z.strictObject({ query: share, candidate: share }),
  region: z.strictObject({ query: polygons, candidate: polygons }),
  transform: z
    .strictObject({
      matrix: z.array(z.number()).length(9),
      mirrored: z.boolean(),
      inverted: z.boolean(),
      modulo: z.enum(['whole', 'repeat-unit']),
    })
    .nullable(),
  edits: z.array(z.strictObject({ code, amount: z.number().nullable(), unit: code })),
  criteria: z.array(z.strictObject({ criterion: code, quantity: code, value: z.number().nullable() })),
  /** Every quantity that the rule file looked at, and the rule that decided. */
  evidence: z.record(z.string(), z.unknown()),
});
export type ReportedComparison = z.infer<typeof comparisonSchema>;

/** An earlier record, as the registry had it when the inputs were frozen. */
const recordSchema = z.strictObject({
  id: code,
  title: z.string().max(400),
  owner: line.nullable(),
  registrationNumber: line.nullable(),
  /** Of its registration; null for a record that came in otherwise. */
  status: code.nullable(),
  picture: pictureSchema,
  /** Each with its class of evidence, the best evidenced first. */
  dates: z.array(z.strictObject({ kind: code, date: code, evidence: code })),
  /** The earliest that something better than somebody's word shows. */
  earliestEvidenced: code,
});

const paletteSchema = z.array(z.strictObject({ colour: z.string().regex(/^#[0-9a-f]{6}$/), share }));

const rateSchema = z.strictObject({ hits: z.number().int(), n: z.number().int(), lower: share, upper: share });

/**
 * What follows from the frozen inputs alone: the same versions give the same bytes (RFC 8785). `rank` 1 is the most serious; among records of one
 * grade the earliest evidenced is first.
 */
export const reportFindingsSchema = z.strictObject({
  format: z.literal(1),
  decimals: z.strictObject({
    share: z.number(),
    logarithm: z.number(),
    amount: z.number(),
    corner: z.number(),
    matrix: z.number(),
  }),
  disputed: z.strictObject({
    picture: pictureSchema,
    repeat: z.strictObject({ type: code, confidence: share }),
    palette: paletteSchema,
  }),
  processing: z.strictObject({
    versions: z.record(z.string(), line),
    programSha256: hex32,
    modelsSha256: hex32,
    libraryPosition: z.number().int(),
    worksSearched: z.number().int(),
    /** Records of the search that could enter the report. */
    recordsMax: z.number().int(),
  }),
  /** The most serious grade of the records. */
  grade: code,
  records: z.array(
    z.strictObject({
      rank: z.number().int(),
      record: recordSchema,
      palette: paletteSchema,
      comparison: comparisonSchema,
    }),
  ),
  /** Named by whoever ordered, and not comparable any more. */
  notCompared: z.array(z.strictObject({ id: code, reason: code })),
  /** How often the engine errs, edit by edit as it was measured; null where nobody measured it for these versions. */
  errorRates: z
    .strictObject({
      measuredOn: line,
      library: z.number().int(),
      copies: z.array(z.strictObject({ edit: code, source: code, strong: rateSchema })),
      wrongStrong: z.strictObject({ unrelated: rateSchema, copiesOfOthers: rateSchema, lookAlikes: rateSchema }),
    })
    .nullable(),
});
export type ReportFindings = z.infer<typeof reportFindingsSchema>;

const partySchema = z.strictObject({ name: line });

/** Who asked, about what, and what people added. */
export const reportStatementSchema = z.strictObject({
  id: code,
  kind: z.enum(['report', 'counter-report']),
  orderedAt: z.iso.datetime(),
  /** Account that ordered it. */
  orderedBy: code,
  issuer: line,
  claimant: partySchema.nullable(),
  respondent: partySchema.nullable(),
  /** Number of the case, or what else it is for. */
  matter: line.nullable(),
  /** How the disputed picture came to be, as whoever ordered states it. */
  capture: z.strictObject({ takenOn: z.iso.date().nullable(), place: line.nullable(), source: line.nullable() }),
  /** The two that the evidence is weighed between, by the id of their text. */
  propositions: z.tuple([z.literal('derived'), z.literal('independent')]),
  /** Records that whoever ordered may not see: that they exist, since when, and whom to ask. */
  restricted: z.array(z.strictObject({ grade: code, date: code, contact: line.nullable() })),
  /** By examiners, in cases about this picture: apart from what was measured. */
  judgements: z.array(
    z.strictObject({
      application: code,
      record: code,
      criterion: code,
      judgement: code,
      reason: z.string().max(4000),
      by: code,
      at: z.iso.datetime(),
    }),
  ),
  /** The report that this one counters, from the same frozen inputs. */
  counters: code.nullable(),
  /** The report that this one takes the place of. */
  replaces: code.nullable(),
});
export type ReportStatement = z.infer<typeof reportStatementSchema>;

/** Findings, and what attests them. */
export const similarityReportSchema = z.strictObject({
  type: z.literal('selvedge/similarity-report/v1'),
  findings: reportFindingsSchema,
  attestation: z.strictObject({
    statement: reportStatementSchema,
    verifyAt: line,
    proof: provenRecordSchema(similarityReportRecordSchema),
  }),
});
export type SimilarityReport = z.infer<typeof similarityReportSchema>;

/**
 * Words for likelihood ratios, as the ENFSI Guideline for Evaluative Reporting in Forensic Science (2015) has them, up to what so few validation pairs can support.
 * `from`: least log10 of the ratio, of either sign.
 */
export const VERBAL_SCALE = [
  { from: 0, word: 'none' },
  { from: 0.301, word: 'weak' },
  { from: 1, word: 'moderate' },
  { from: 2, word: 'moderately-strong' },
] as const;
export type VerbalScaleWord = (typeof VERBAL_SCALE)[number]['word'];

/** The word for a ratio's lower end, the one nearer to saying nothing. */
export function verbalScaleOf({ value, lower, upper }: z.infer<typeof ratioSchema>): VerbalScaleWord {
  const nearer = value >= 0 ? Math.max(0, lower) : Math.max(0, -upper);
  return VERBAL_SCALE.findLast(({ from }) => nearer >= from)!.word;
}
