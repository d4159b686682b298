import { z } from 'zod';
import { proseSchema } from '../../schemas/application.ts';
import { withdraw } from '../../services/applications/drafts.ts';
import { appeal } from '../../services/applications/opinions.ts';
import { preCheck, submit } from '../../services/applications/submit.ts';
import { caseAct } from './case-act.ts';

/** Steps of a case that are the applicant's. */
export const APPLICANT_ACTS = [
  caseAct({
    id: 'preCheckApplication',
    address: 'pre-check',
    summary: 'Checks the flat designs against the library before anything is filed.',
    action: 'application:file',
    searches: true,
    perform: (services, id, _, options) => preCheck(services, id, options),
  }),
  caseAct({
    id: 'submitApplication',
    address: 'submission',
    summary:
      'Files the application. It is checked once more and frozen with the result; a supplement goes back to its examiner.',
    action: 'application:file',
    searches: true,
    perform: (services, id, _, options) => submit(services, id, options),
  }),
  caseAct({
    id: 'withdrawApplication',
    address: 'withdrawal',
    summary: 'Takes an application back before it is decided.',
    action: 'application:file',
    json: z.strictObject({ note: proseSchema(2_000) }),
    perform: (services, id, { note }, { actor }) => withdraw(services, actor, id, note),
  }),
  caseAct({
    id: 'appealDecision',
    address: 'appeal',
    summary: 'Appeals against a refusal within its term.',
    action: 'application:file',
    json: z.strictObject({ grounds: proseSchema(10_000) }),
    perform: (services, id, { grounds }, { actor }) => appeal(services, actor, id, grounds),
  }),
];
