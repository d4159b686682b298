import { z } from 'zod';
import { FORM_BYTES_MAX } from '../../http/limits.ts';
import { decisionSchema, objectionIdSchema, proseSchema, typedFormSchema } from '../../schemas/application.ts';
import { cancel, correct } from '../../services/applications/amend.ts';
import { decide } from '../../services/applications/objections.ts';
import { concludePanel } from '../../services/applications/opinions.ts';
import { caseAct } from './case-act.ts';

/** Steps of a case that are a registrar's. */
export const REGISTRAR_ACTS = [
  caseAct({
    id: 'concludePanel',
    address: 'panel-conclusion',
    summary: 'Ends the panel that sits, by the majority of its votes.',
    action: 'application:administer',
    json: z.strictObject({ text: proseSchema(10_000) }),
    perform: (services, id, { text }, { actor }) => concludePanel(services, actor, id, text),
  }),
  caseAct({
    id: 'decideObjection',
    address: 'objection-decision',
    summary: 'Decides one objection: upheld, it cancels the registration.',
    action: 'application:administer',
    json: decisionSchema.extend({ objection: objectionIdSchema, outcome: z.enum(['upheld', 'rejected']) }),
    perform: (services, id, decision, { actor }) => decide(services, actor, id, decision),
  }),
  caseAct({
    id: 'correctRegistration',
    address: 'correction',
    summary: 'Corrects what is recorded; both forms stay with the event.',
    action: 'application:administer',
    jsonBytesMax: FORM_BYTES_MAX,
    json: decisionSchema.extend({ version: z.int().min(1), form: typedFormSchema }),
    perform: (services, id, correction, { actor }) => correct(services, actor, id, correction),
  }),
  caseAct({
    id: 'cancelRegistration',
    address: 'cancellation',
    summary: 'Cancels a registration; record and history stay.',
    action: 'application:administer',
    json: decisionSchema,
    perform: (services, id, decision, { actor }) => cancel(services, actor, id, decision),
  }),
];
