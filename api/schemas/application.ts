import { z } from 'zod';
import { CRITERIA } from '../../engine/index.ts';
import { KINDS } from '../registration/application-form.ts';
import { EVIDENCE_ABOUT } from '../registration/evidence-about.ts';
import { CLOCKS, STATES } from '../registration/states.ts';
import { QUEUES } from '../registration/triage.ts';
import { checkedSchema, notComparableResultSchema } from './check-result.ts';
import { patternIdSchema } from './pattern.ts';

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
export const applicationIdSchema = z.string().regex(new RegExp(`^AP-${ULID}$`));
export const objectionIdSchema = z.string().regex(new RegExp(`^OB-${ULID}$`));
const instant = z.iso.datetime();

/** Texts that people write: line breaks, but no other control characters. */
export const proseSchema = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[\n\r\t -~\u00a0-\uffff]*$/);

/** Any JSON: what arrives was parsed from it. Zod's own, which is recursive, makes references that other programs cannot follow. */
const jsonValue = z.unknown();

/** What was typed into a form, right or wrong; the fields of each kind are in api/registration/application-form.ts. */
export const typedFormSchema = z.record(z.string().max(100), jsonValue);

export const pictureRoleSchema = z.enum(['flat-design', 'colourway', 'cloth-photograph']);

export const pictureDetailsSchema = z.strictObject({
  role: pictureRoleSchema.default('flat-design'),
  /** Size of one repeat on the cloth, in mm. */
  repeatMm: z
    .strictObject({ width: z.number().positive().max(10_000), height: z.number().positive().max(10_000) })
    .optional(),
  colourway: proseSchema(100).optional(),
});

export const applicationSchema = z.object({
  id: applicationIdSchema,
  party: z.string(),
  tenant: z.string(),
  kind: z.enum(KINDS),
  state: z.enum(STATES),
  version: z.int(),
  title: z.string(),
  lane: z.string(),
  clock: z.enum(CLOCKS).nullable(),
  dueOn: z.iso.date().nullable(),
  /** The term reaches beyond the published holidays and was counted by weekends alone. */
  dueProvisional: z.boolean(),
  punctuality: z.enum(['in-time', 'soon-late', 'late']),
  priorityOn: z.iso.date().nullable(),
  number: z.string().nullable(),
  pattern: patternIdSchema.nullable(),
  family: applicationIdSchema,
  createdAt: instant,
  updatedAt: instant,
  submittedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  form: typedFormSchema,
});
export type Application = z.infer<typeof applicationSchema>;

export const applicationPageSchema = z.object({
  applications: z.array(applicationSchema),
  nextBefore: z.int().optional(),
});

export type ApplicationPage = z.infer<typeof applicationPageSchema>;

export const staleEditSchema = z.object({
  code: z.literal('stale-edit'),
  /** What is stored. */
  current: applicationSchema,
  /** What was sent, unchanged. */
  typed: typedFormSchema,
});

const applicationPictureSchema = z.object({
  ordinal: z.int(),
  role: pictureRoleSchema,
  fileName: z.string(),
  sha256: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  repeatWidthMm: z.number().nullable(),
  repeatHeightMm: z.number().nullable(),
  colourway: z.string().nullable(),
});

export const judgementSchema = z.strictObject({
  work: patternIdSchema,
  conclusion: z.enum(['same-work', 'derived', 'independent']),
  criteria: z
    .array(
      z.strictObject({
        criterion: z.enum(CRITERIA),
        judgement: z.enum(['same', 'similar', 'different', 'not-judged']),
        reason: z.string().trim().max(2_000),
      }),
    )
    .max(CRITERIA.length),
});

export const decisionSchema = z.strictObject({ reason: z.string().min(1).max(60), note: proseSchema(10_000) });

export const evidenceIdSchema = z.string().regex(new RegExp(`^DE-${ULID}$`));
export const evidenceDetailsSchema = z.strictObject({
  about: z.enum(EVIDENCE_ABOUT).describe('Which date of the form it is evidence of.'),
  title: proseSchema(200).describe('What it is: a contract, a post, a notarial record.'),
});
export const evidenceSchema = evidenceDetailsSchema.extend({
  id: evidenceIdSchema,
  sha256: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  byteLength: z.int(),
  addedAt: instant,
  /** When it went with a submission or supplement: from then on it stays with the case. */
  handedInAt: instant.nullable(),
});
export type EvidenceView = z.infer<typeof evidenceSchema>;

export const caseFileSchema = z.object({
  application: applicationSchema,
  pictures: z.array(applicationPictureSchema),
  /** The checks of the last submission, frozen with their versions. */
  checks: z.array(
    z.object({
      purpose: z.enum(['pre-check', 'submission']),
      picture: z.int(),
      at: instant,
      result: z.discriminatedUnion('status', [checkedSchema, notComparableResultSchema]),
    }),
  ),
  events: z.array(
    z.object({
      at: instant,
      actor: z.string(),
      event: z.string(),
      fromState: z.string(),
      toState: z.string(),
      reason: z.string().nullable(),
      note: z.string().nullable(),
      detail: jsonValue.nullable(),
    }),
  ),
  /** For the applicant and the examiners of the case; empty for others. */
  evidence: z.array(evidenceSchema),
  objections: z.array(
    z.object({
      id: objectionIdSchema,
      reason: z.string(),
      statement: z.string(),
      evidence: z.array(z.string()),
      madeAt: instant,
      outcome: z.enum(['upheld', 'rejected']).nullable(),
      outcomeReason: z.string().nullable(),
      outcomeNote: z.string().nullable(),
    }),
  ),
  /** Events that this state admits. */
  possible: z.array(z.string()),
  /** Null for everybody but staff of the office. */
  staff: z
    .object({
      queue: z.enum(QUEUES).nullable(),
      risk: z.int().nullable(),
      strongFinding: z.boolean(),
      examiner: z.string().nullable(),
      secondExaminer: z.string().nullable(),
      proposal: z.enum(['grant', 'refusal']).nullable(),
      secondReviewReason: z.string().nullable(),
      badFaith: z.array(
        z.object({
          /** Null, as its owner is, where the reader may not see it. */
          work: z.string().nullable(),
          owner: z.string().nullable(),
          grade: z.string(),
          evidence: z.string(),
          earlierOn: z.iso.date(),
        }),
      ),
      filings: z.array(z.object({ id: z.string(), title: z.string(), state: z.string(), submittedAt: instant })),
      ownWorks: z.array(z.string()),
      decisionsOnWorks: z.array(
        z.object({
          work: z.string(),
          applicationId: z.string(),
          state: z.string(),
          reason: z.string().nullable(),
          decidedAt: instant,
        }),
      ),
      /** What this examiner has typed at the desk and not yet decided. */
      note: jsonValue.nullable(),
      /** Colleagues who have typed something about the case within a week, the latest first. */
      atWork: z.array(z.object({ account: z.string(), at: instant })),
      /** Names of everybody of whom this speaks. */
      people: z.array(z.object({ account: z.string(), name: z.string().nullable() })),
    })
    .nullable(),
});
export type CaseFileView = z.infer<typeof caseFileSchema>;

export const queuePageSchema = z.object({
  cases: z.array(
    z.object({
      application: applicationSchema,
      queue: z.enum(QUEUES).nullable(),
      risk: z.int().nullable(),
      examiner: z.string().nullable(),
      secondExaminer: z.string().nullable(),
      proposal: z.enum(['grant', 'refusal']).nullable(),
      secondReviewReason: z.string().nullable(),
    }),
  ),
  /** Terms that begin now reach beyond the published holidays: the calendar needs its next year. */
  calendarRunsOut: z.boolean(),
  calendarKnownUntil: z.iso.date(),
});
export type QueuePageView = z.infer<typeof queuePageSchema>;

export const publicNoticeSchema = z.object({
  id: applicationIdSchema,
  number: z.string(),
  kind: z.enum(KINDS),
  title: z.string(),
  owners: z.array(z.string()),
  state: z.string(),
  registeredOn: z.iso.date(),
  /** Last day on which objections are heard; null where that is over. */
  objectionsUntil: z.iso.date().nullable(),
  patternId: patternIdSchema.nullable(),
  pictures: z.array(z.object({ ordinal: z.int(), role: pictureRoleSchema, widthPx: z.int(), heightPx: z.int() })),
});

export type PublicNoticeView = z.infer<typeof publicNoticeSchema>;

export const noticePageSchema = z.object({ notices: z.array(publicNoticeSchema), nextBefore: z.int().optional() });

export type NoticePageView = z.infer<typeof noticePageSchema>;

export const titleStateSchema = z.object({
  on: z.iso.date(),
  holders: z.array(z.object({ holder: z.string(), name: z.string(), share: z.string() })),
  entries: z.array(
    z.object({
      event: z.enum(['origin', 'transfer', 'inheritance', 'court-order', 'licence']),
      effectiveOn: z.iso.date(),
      fromHolder: z.string().nullable(),
      toHolders: z.array(
        z.object({ holder: z.string(), name: z.string(), share: z.string().optional(), extent: z.string().optional() }),
      ),
      basis: z.string(),
      evidence: z.array(z.string()),
    }),
  ),
});

export type TitleView = z.infer<typeof titleStateSchema>;

const countsSchema = z.array(z.object({ group: z.string(), count: z.int() }));
export const statisticsSchema = z.object({
  from: z.string(),
  to: z.string(),
  applications: z.int(),
  byMonth: countsSchema,
  byRegion: countsSchema,
  byKind: countsSchema,
  byState: countsSchema,
  refusalsByReason: countsSchema,
  strongFindingsByEdit: countsSchema,
  workingDaysToDecision: z.object({
    decided: z.int(),
    median: z.number().nullable(),
    mean: z.number().nullable(),
    longest: z.number().nullable(),
  }),
});
export type StatisticsView = z.infer<typeof statisticsSchema>;

const faultsSchema = z.array(z.object({ field: z.string(), message: z.string() }));
export const batchResultSchema = z.object({
  rows: z.array(
    z.object({
      row: z.int(),
      status: z.enum(['accepted', 'rejected', 'left-out']),
      picture: z.string().optional(),
      application: applicationIdSchema.optional(),
      faults: faultsSchema,
    }),
  ),
});
export type BatchResultView = z.infer<typeof batchResultSchema>;

export const submissionResultsSchema = z.object({
  results: z.array(
    z.object({
      application: applicationIdSchema,
      status: z.enum(['submitted', 'rejected']),
      code: z.string().optional(),
      message: z.string().optional(),
      faults: faultsSchema,
    }),
  ),
});
export type SubmissionResultsView = z.infer<typeof submissionResultsSchema>;
