import { z } from 'zod';
import { depositRecordSchema } from './deposit.ts';
import { custodyRecordSchema, evidenceRecordSchema } from './evidence.ts';
import { openDepositRecordSchema } from './open-deposit.ts';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

/** Steps of a case that decide something for others: what the log has of it. */
export const LOGGED_EVENTS = [
  'pre-register',
  'convert',
  'lapse',
  'register',
  'confirm-refusal',
  'end-appeal-period',
  'panel-grant',
  'panel-refuse',
  'object',
  'uphold-objection',
  'reject-objection',
  'correct',
  'transfer',
  'note-licence',
  'cancel',
  'expire',
] as const;

/**
 * `with-the-act`: put on its way into the log in the transaction of the act. `afterwards`: the act is older than the log, which
 * shows no more than that it was recorded by the time of the entry; its own date is the registry's word.
 */
const enteredSchema = z.enum(['with-the-act', 'afterwards']);
export type Entered = z.infer<typeof enteredSchema>;

/** What a registration says, as it was after a step of its case. */
export const loggedRegistrationSchema = z.strictObject({
  number: z.string().max(100),
  kind: z.string().max(40),
  title: z.string().max(200),
  owners: z.array(z.strictObject({ name: z.string().max(200), share: z.string().max(12) })).max(20),
  pictures: z.array(z.strictObject({ role: z.string().max(40), sha256: hex32 })).max(200),
  createdOn: z.iso.date(),
  priorityOn: z.iso.date().nullable(),
  decidedOn: z.iso.date().nullable(),
  /** Of the RFC 8785 text of the whole form. */
  formSha256: hex32,
});
export type LoggedRegistration = z.infer<typeof loggedRegistrationSchema>;

/** A decision on a case. Texts that are not public are there as their SHA-256. */
export const decisionRecordSchema = z.strictObject({
  type: z.literal('selvedge/decision/v1'),
  application: z.string().max(64),
  /** Place among the events of the case, from 0. */
  ordinal: z.number().int().min(0),
  event: z.enum(LOGGED_EVENTS),
  /** Where the case stands from then on. */
  state: z.string().max(40),
  at: z.iso.datetime(),
  office: z.string().max(64),
  reason: z.string().max(100).nullable(),
  noteSha256: hex32.nullable(),
  /** Of the RFC 8785 text of judgements, corrections and whatever else belongs to the event. */
  detailSha256: hex32.nullable(),
  /** Null before there is a number. */
  registration: loggedRegistrationSchema.nullable(),
  entered: enteredSchema,
});
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;

/** A record that was brought into the library, with the dates that are stated of it. */
export const importedRecordSchema = z.strictObject({
  type: z.literal('selvedge/imported-record/v1'),
  id: z.string().max(64),
  sha256: hex32,
  title: z.string().max(200),
  owner: z.string().max(200).nullable(),
  registrationNumber: z.string().max(200).nullable(),
  /** Stated, with their class of evidence; not witnessed by this log. */
  dates: z
    .array(z.strictObject({ kind: z.string().max(40), date: z.iso.date(), evidence: z.string().max(40) }))
    .max(100),
  importedAt: z.iso.datetime(),
  entered: enteredSchema,
});
export type ImportedRecord = z.infer<typeof importedRecordSchema>;

/** A document that the registry issued: the file itself is proved by its digest. */
export const issuedDocumentSchema = z.strictObject({
  type: z.literal('selvedge/issued-document/v1'),
  kind: z.enum(['certificate', 'report', 'bundle']),
  id: z.string().max(64),
  /** Of the file; of a bundle that of its manifest, which has those of all its members. */
  sha256: hex32,
  /** Application, deposit or report that it is about. */
  about: z.string().max(64),
  replaces: z.string().max(64).nullable(),
  at: z.iso.datetime(),
});
export type IssuedDocument = z.infer<typeof issuedDocumentSchema>;

/** A similarity report: its two parts by their digests, so that the log discloses neither pictures nor parties. */
export const similarityReportRecordSchema = z.strictObject({
  type: z.literal('selvedge/similarity-report/v1'),
  id: z.string().max(64),
  /** Of the RFC 8785 texts of findings and statement. */
  findingsSha256: hex32,
  statementSha256: hex32,
  /** Of the frozen inputs: fingerprints and what the registry knew. */
  inputsSha256: hex32,
  counters: z.string().max(64).nullable(),
  replaces: z.string().max(64).nullable(),
  at: z.iso.datetime(),
});
export type SimilarityReportRecord = z.infer<typeof similarityReportRecordSchema>;

/**
 * An opinion as it was signed. Neither names nor texts: those are proved by their digests. The entry is a salted commitment, so that a
 * vote stays blind as long as its panel sits.
 */
export const opinionRecordSchema = z.strictObject({
  type: z.literal('selvedge/opinion/v1'),
  id: z.string().max(64),
  application: z.string().max(64),
  capacity: z.string().max(40),
  /** Account that was signed in with a second factor. */
  account: z.string().max(64),
  conflict: z.boolean(),
  conflictNoteSha256: hex32.nullable(),
  vote: z.enum(['grant', 'refuse']).nullable(),
  statementSha256: hex32,
  /** Of the RFC 8785 text of the checks frozen with the case: the machine part that the opinion was given beside. */
  checksSha256: hex32,
  at: z.iso.datetime(),
});
export type OpinionRecord = z.infer<typeof opinionRecordSchema>;

/** Every kind of record that entries of the log are commitments to. */
export const RECORD_SCHEMAS = {
  'selvedge/deposit/v1': depositRecordSchema,
  'selvedge/open-deposit/v1': openDepositRecordSchema,
  'selvedge/evidence/v1': evidenceRecordSchema,
  'selvedge/custody/v1': custodyRecordSchema,
  'selvedge/decision/v1': decisionRecordSchema,
  'selvedge/imported-record/v1': importedRecordSchema,
  'selvedge/issued-document/v1': issuedDocumentSchema,
  'selvedge/similarity-report/v1': similarityReportRecordSchema,
  'selvedge/opinion/v1': opinionRecordSchema,
} as const;
