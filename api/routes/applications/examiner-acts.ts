import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { decisionSchema, judgementSchema, proseSchema } from '../../schemas/application.ts';
import {
  beginSecondReview,
  confirmProposal,
  propose,
  releaseCase,
  requestSupplement,
  returnToExaminer,
  takeCase,
  takeOverCase,
} from '../../services/applications/examine.ts';
import { caseAct } from './case-act.ts';

/** Steps of a case that are an examiner's. */
export const EXAMINER_ACTS = [
  caseAct({
    id: 'takeApplication',
    address: 'claim',
    summary: 'Takes a submitted case: from then on it is yours.',
    action: 'application:examine',
    perform: (services, id, _, { actor }) => takeCase(services, actor, id),
  }),
  caseAct({
    id: 'takeOverApplication',
    address: 'take-over',
    summary: 'Takes a case over from a colleague, who is told.',
    action: 'application:examine',
    json: z.strictObject({ note: proseSchema(2_000) }),
    perform: (services, id, { note }, { actor }) => takeOverCase(services, actor, id, note),
  }),
  caseAct({
    id: 'releaseApplication',
    address: 'release',
    summary: 'Puts a case back into its queue.',
    action: 'application:examine',
    perform: (services, id, _, { actor }) => releaseCase(services, actor, id),
  }),
  caseAct({
    id: 'requestSupplement',
    address: 'supplement-request',
    summary: 'Asks the applicant for a supplement; the term of the examination pauses.',
    action: 'application:examine',
    json: decisionSchema,
    perform: (services, id, decision, { actor }) => requestSupplement(services, actor, id, decision),
  }),
  caseAct({
    id: 'proposeDecision',
    address: 'proposal',
    summary: 'Proposes grant or refusal. A grant that needs no second examiner is registered at once.',
    action: 'application:examine',
    jsonBytesMax: FORM_BYTES_MAX,
    json: decisionSchema.extend({
      outcome: z.enum(['grant', 'refusal']),
      judgements: z.array(judgementSchema).max(20).default([]),
    }),
    perform: (services, id, proposal, { actor }) => propose(services, actor, id, proposal),
  }),
  caseAct({
    id: 'beginSecondReview',
    address: 'second-review',
    summary: 'Takes a proposal for second review: another examiner than the first, without link to a party.',
    action: 'application:examine',
    perform: (services, id, _, { actor }) => beginSecondReview(services, actor, id),
  }),
  caseAct({
    id: 'confirmProposal',
    address: 'confirmation',
    summary: 'Confirms what the first examiner proposed.',
    action: 'application:examine',
    json: decisionSchema,
    perform: (services, id, decision, { actor }) => confirmProposal(services, actor, id, decision),
  }),
  caseAct({
    id: 'returnToExaminer',
    address: 'return',
    summary: 'Sends a case back to its first examiner.',
    action: 'application:examine',
    json: decisionSchema,
    perform: (services, id, decision, { actor }) => returnToExaminer(services, actor, id, decision),
  }),
];
