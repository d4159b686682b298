import { readForm } from '../../registration/application-form.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { isToldOf, TOLD_OF } from '../../registration/concerned.ts';
import { type Lane, type RunningClock, stepClock } from '../../registration/deadlines.ts';
import { type NextState, nextState } from '../../registration/next-state.ts';
import { reasonsFor } from '../../registration/reasons.ts';
import type { Clock, Condition, Event, Requirement, Standing, State } from '../../registration/states.ts';
import {
  type ApplicationChange,
  type ApplicationRow,
  readApplicationRow,
  updateApplication,
} from '../../store/applications/application-rows.ts';
import { appendEvent, type CaseEvent, readPictures } from '../../store/applications/case-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { ServiceError } from '../errors.ts';
import { requireImpartial, tiesTo } from '../parties/recusal.ts';
import { logDecision } from '../proof/decisions.ts';
import { formIncomplete, holderOf, matterOf, type OpenCase, standingsOf } from './case.ts';
import { filedEvidence } from './evidence.ts';
import { accountsOf, tell } from './tell.ts';
import { GIVEN_UP, giveUpFamily } from './works.ts';

export interface Act {
  readonly event: Event;
  /** From the reasons listed for the event. */
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  /** What belongs to the event besides: judgements, the form as it was submitted, corrections. */
  readonly detail?: unknown;
  /** What the caller has seen to beyond what the case itself tells. */
  readonly shown?: readonly Requirement[];
  readonly conditions?: readonly Condition[];
  readonly change?: ApplicationChange;
  /** The registry itself acts, because a clock has run out. */
  readonly bySystem?: boolean;
  /** Whoever acts was found to act for the holder: only the title chain tells who that is. */
  readonly asHolder?: boolean;
}

/**
 * One step of a case by the table of states: state, clock, event, audit entry, log entry and notices in the caller's transaction.
 * Returns the case as it is then. Throws `step-not-possible`, `forbidden`, `recused`, `requirement-missing`, `form-incomplete`.
 */
export async function performAct(open: OpenCase, act: Act): Promise<ApplicationRow> {
  const { tx, row, actor, now, today } = open;
  const next = nextState(row.state as State, act.event, {
    standings: standingsIn(open, act),
    present: await presentIn(open, act),
    conditions: new Set(act.conditions),
  });
  if (!next.allowed) {
    if (next.why === 'missing' && next.missing.includes('no-link-to-a-party'))
      await requireImpartial(tx, actor, await matterOf(tx, row));
    throw refusalOf(open, act, next);
  }
  const clock = stepClock(
    CALENDAR,
    { clock: row.clock as Clock | null, dueOn: row.dueOn, provisional: row.dueProvisional, daysLeft: row.daysLeft },
    next.clock,
    { today, lane: row.lane as Lane },
  );
  await updateApplication(
    tx,
    row.key,
    {
      ...act.change,
      state: next.to,
      clock: clock.clock,
      dueOn: clock.dueOn,
      dueProvisional: clock.provisional,
      daysLeft: clock.daysLeft,
    },
    now,
  );
  const event: CaseEvent = {
    at: now,
    actor: act.bySystem ? 'registry' : actor.name,
    event: act.event,
    fromState: row.state,
    toState: next.to,
    reason: act.reason ?? null,
    note: act.note ?? null,
    detail: (await detailOf(open, act)) ?? null,
  };
  const ordinal = await appendEvent(tx, row.key, event);
  await appendAudit(tx, {
    at: now,
    actor: act.bySystem ? 'registry' : actor.name,
    action: `case-${act.event}`,
    object: { kind: 'application', id: row.id },
    tenant: row.tenant,
    reason: act.reason ?? null,
    before: { state: row.state, version: row.version },
    after: { state: next.to, version: row.version + 1 },
  });
  await tellThoseConcerned(open, act.event, next.to, clock);
  const stepped = (await readApplicationRow(tx, row.id))!;
  await logDecision(open.ctx, tx, stepped, { ...event, ordinal }, 'with-the-act');
  // Last, since the library's feed stays locked from then on.
  if (GIVEN_UP.has(next.to)) await giveUpFamily(tx, row, act.bySystem ? 'registry' : actor.name, now);
  return (await readApplicationRow(tx, row.id))!;
}

/** Where an examination ends, the evidence that it rests on goes into the log with the decision, by the digests of the files. */
const ON_EVIDENCE: ReadonlySet<Event> = new Set(['register', 'confirm-refusal', 'panel-grant', 'panel-refuse']);

async function detailOf({ tx, row }: OpenCase, { event, detail }: Act): Promise<unknown> {
  if (!ON_EVIDENCE.has(event)) return detail;
  const evidence = await filedEvidence(tx, row);
  return evidence.length === 0 ? detail : { ...(detail as object | undefined), evidence };
}

function standingsIn({ actor, row }: OpenCase, { bySystem, asHolder }: Act): ReadonlySet<Standing> {
  if (bySystem) return new Set(['system']);
  return asHolder ? new Set([...standingsOf(actor, row), 'holder']) : standingsOf(actor, row);
}

async function presentIn(open: OpenCase, act: Act): Promise<ReadonlySet<Requirement>> {
  const { tx, row, actor, today } = open;
  const present = new Set<Requirement>(act.shown);
  const add = (requirement: Requirement, isThere: boolean) => isThere && present.add(requirement);
  const pictures = await readPictures(tx, row.key);
  add('complete-form', readForm(row.form, today).complete);
  add(
    'pictures',
    pictures.some(({ role }) => role === 'flat-design'),
  );
  add('listed-reason', (reasonsFor(act.event) as readonly string[]).includes(act.reason ?? ''));
  add('text', (act.note ?? '').trim() !== '');
  add('claim', actor.account !== null && holderOf(row) === actor.account);
  add('another-examiner', actor.account !== null && row.examiner !== actor.account);
  add('no-link-to-a-party', await isImpartial(open));
  add('clock-running', row.dueOn !== null && today <= row.dueOn);
  add('clock-run-out', row.dueOn !== null && today > row.dueOn);
  add('kind-pre-registration', row.kind === 'pre-registration');
  add('kind-not-pre-registration', row.kind !== 'pre-registration');
  return present;
}

/** Only staff are ever asked for it. */
async function isImpartial({ tx, row, actor }: OpenCase): Promise<boolean> {
  if (actor.account === null || actor.staff.length === 0) return false;
  return (await tiesTo(tx, actor.account, await matterOf(tx, row))).length === 0;
}

function refusalOf(
  { row, today }: OpenCase,
  { event }: Act,
  next: Exclude<NextState, { allowed: true }>,
): ServiceError {
  switch (next.why) {
    case 'illegal':
      return new ServiceError('step-not-possible', {
        expected: `one of ${next.possible.join(', ') || 'nothing more'}, which a case that is ${row.state} admits`,
        received: event,
        remedy: 'Load the case again: its state has changed, or the step belongs to another state.',
      });
    case 'standing':
      return new ServiceError('forbidden', {
        expected: `somebody who acts as ${next.needed.join(' or ')}`,
        received: 'somebody who does not',
        remedy: 'Leave this step to whom it belongs to.',
      });
    case 'missing': {
      const reading = readForm(row.form, today);
      if (next.missing.includes('complete-form') && !reading.complete) return formIncomplete(reading.faults);
      return new ServiceError('requirement-missing', {
        expected: next.missing.join(', '),
        received: `${event} without ${next.missing.length === 1 ? 'it' : 'them'}`,
        remedy: 'Add what is listed under "errors" and try again.',
        faults: next.missing.map((requirement) => ({ field: requirement, message: WHAT_IS_MISSING[requirement] })),
      });
    }
  }
}

/** Expected …, said of each requirement. */
const WHAT_IS_MISSING: Readonly<Record<Requirement, string>> = {
  'complete-form': 'Expected a complete form.',
  pictures: 'Expected at least one picture of the flat design.',
  'frozen-check': 'Expected the check of this submission.',
  'listed-reason': 'Expected one of the reasons listed for this step.',
  text: 'Expected a text that gives the reasons.',
  claim: 'Expected the examiner who has taken the case.',
  'another-examiner': 'Expected another examiner than the first.',
  'no-link-to-a-party': 'Expected somebody without link to a party of the case.',
  judgements: 'Expected a judgement by all seven criteria of each earlier work with a strong finding.',
  grounds: 'Expected the grounds, in words.',
  quorum: 'Expected the votes of a quorum.',
  'clock-run-out': 'Expected a term that has ended.',
  'clock-running': 'Expected a term that is still running.',
  'protection-ended': 'Expected a term of protection that has ended.',
  'chain-entry': 'Expected an entry of the title chain.',
  'kind-pre-registration': 'Expected a pre-registration.',
  'kind-not-pre-registration': 'Expected a work or a folk work, not a pre-registration.',
};

async function tellThoseConcerned(
  { tx, row, actor, now }: OpenCase,
  event: Event,
  state: State,
  { dueOn }: RunningClock,
): Promise<void> {
  if (!isToldOf(event)) return;
  const concerned = await accountsOf(tx, row, TOLD_OF[event]);
  const others = concerned.filter((account) => account !== actor.account);
  await tell(tx, row, others, { about: event, state, dueOn, at: now });
}
