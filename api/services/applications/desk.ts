import type { Kind } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { calendarRunsOut } from '../../registration/deadlines.ts';
import { eventsIn } from '../../registration/next-state.ts';
import { withoutEvidence } from '../../registration/stated-evidence.ts';
import type { State } from '../../registration/states.ts';
import type { Queue } from '../../registration/triage.ts';
import { readNames } from '../../store/accounts/account-rows.ts';
import { type ApplicationRow, listApplicationRows, listQueueRows } from '../../store/applications/application-rows.ts';
import {
  type BadFaithRow,
  type CaseEvent,
  listNoteWriters,
  type PictureRow,
  readBadFaithNotices,
  readEvents,
  readLastChecks,
  readNote,
  readPictures,
  type StoredCheck,
} from '../../store/applications/case-rows.ts';
import type { EvidenceRow } from '../../store/applications/evidence-rows.ts';
import { readDecisionsOnWorks, readOwnWorks, type WorkDecision } from '../../store/applications/family-rows.ts';
import { type ObjectionRow, readObjections } from '../../store/applications/objection-rows.ts';
import { readFilingsOf } from '../../store/applications/party-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted } from '../access/authorize.ts';
import type { StaffRole } from '../access/roles.ts';
import type { ServiceContext } from '../context.ts';
import type { AcceptedCheck } from '../search-library.ts';
import { findCase, isAdviser, partiesFiledFor, resourceOf, standingsOf } from './case.ts';
import { evidenceSeenBy } from './evidence.ts';
import { checksSeenBy, worksSeenBy } from './seen-checks.ts';

export interface QueuePage {
  readonly rows: readonly ApplicationRow[];
  /** Whether terms that begin now reach beyond the published holidays, so that the calendar needs its next year. */
  readonly calendarRunsOut: boolean;
  readonly calendarKnownUntil: string;
}

const QUEUE_MAX = 200;
/** What somebody typed longer ago is no sign that he is still at it. */
const AT_WORK_MS = 7 * 86_400_000;
/** Whose queue it is, by what its cases wait for. */
const EXAMINERS = {
  waiting: ['submitted'],
  mine: ['in-examination', 'proposed-grant', 'proposed-refusal', 'second-review', 'supplement-requested'],
  'second-review': ['proposed-grant', 'proposed-refusal'],
} as const;
const REGISTRARS = {
  objections: ['under-objection'],
  panels: ['expert-panel', 'lay-panel'],
} as const;
type Stage<Stages> = keyof Stages & string;
const stagesOf = <Stages extends object>(stages: Stages) => Object.keys(stages) as [Stage<Stages>, ...Stage<Stages>[]];
export const EXAMINATION_STAGES = stagesOf(EXAMINERS);
export const REGISTRAR_STAGES = stagesOf(REGISTRARS);

/** What waits for examiners at the actor's offices: late first, then by risk, then by time left. */
export async function readExaminationQueue(
  ctx: ServiceContext,
  actor: Actor,
  { stage, queue }: { readonly stage: Stage<typeof EXAMINERS>; readonly queue?: Queue | undefined },
): Promise<QueuePage> {
  authorize(actor, 'application:examine');
  const page = await readQueue(ctx, actor, { role: 'examiner', states: EXAMINERS[stage], queue: queue ?? null });
  return stage === 'mine' ? { ...page, rows: page.rows.filter((row) => isHeldBy(row, actor)) } : page;
}

/** What waits for registrars at the actor's offices, in the same order. */
export async function readRegistrarQueue(
  ctx: ServiceContext,
  actor: Actor,
  stage: Stage<typeof REGISTRARS>,
): Promise<QueuePage> {
  authorize(actor, 'application:administer');
  return readQueue(ctx, actor, { role: 'registrar', states: REGISTRARS[stage], queue: null });
}

async function readQueue(
  ctx: ServiceContext,
  actor: Actor,
  {
    role,
    states,
    queue,
  }: { readonly role: StaffRole; readonly states: readonly State[]; readonly queue: Queue | null },
): Promise<QueuePage> {
  const grants = actor.staff.filter((grant) => grant.role === role);
  const tenants = grants.some(({ tenant }) => tenant === null) ? null : grants.flatMap(({ tenant }) => tenant ?? []);
  const today = dateInChina(ctx.clock());
  return {
    rows: await listQueueRows(ctx.store, { tenants, states, queue, today, limit: QUEUE_MAX }),
    calendarRunsOut: calendarRunsOut(CALENDAR, today),
    calendarKnownUntil: CALENDAR.knownUntil,
  };
}

/** The applications of the actor's own parties, newest first. */
export async function listOwnApplications(
  ctx: ServiceContext,
  actor: Actor,
  { limit, beforeKey }: { readonly limit: number; readonly beforeKey?: number | undefined },
): Promise<readonly ApplicationRow[]> {
  return listApplicationRows(ctx.store, { parties: partiesFiledFor(actor), beforeKey, limit });
}

export interface CaseFile {
  readonly row: ApplicationRow;
  readonly pictures: readonly PictureRow[];
  readonly checks: readonly StoredCheck<AcceptedCheck>[];
  readonly events: readonly CaseEvent[];
  readonly objections: readonly ObjectionRow[];
  /** Files that evidence its dates, for the applicant and the examiners of the case alone. */
  readonly evidence: readonly EvidenceRow[];
  /** What this actor may do next, as far as state and standing tell. */
  readonly possible: readonly string[];
  /** For staff alone; null for others. */
  readonly staff: StaffView | null;
}

/** A notice of possible bad faith; of an earlier work that the reader may not see, that there is one and since when. */
type SeenNotice = Omit<BadFaithRow, 'work'> & { readonly work: string | null };

export interface StaffView {
  readonly badFaith: readonly SeenNotice[];
  /** What else the applicant has filed. */
  readonly filings: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly submittedAt: Date;
  }[];
  /** Works among those found that are the applicant's own. */
  readonly ownWorks: readonly string[];
  /** Earlier decisions in which one of the works found played a part. */
  readonly decisionsOnWorks: readonly WorkDecision[];
  readonly note: unknown;
  /** Colleagues who have lately typed something about this case: two never work on one unawares. */
  readonly atWork: readonly { readonly account: string; readonly at: Date }[];
  /** Names of everybody of whom this view speaks. */
  readonly people: readonly { readonly account: string; readonly name: string | null }[];
}

/** Events whose texts stay among staff until the case is decided. */
const INTERNAL: ReadonlySet<string> = new Set([
  'take',
  'take-over',
  'release',
  'propose-grant',
  'propose-refusal',
  'begin-second-review',
  'return-to-examiner',
  'register',
  'confirm-refusal',
]);

/** As what somebody reads a case. */
interface Reader {
  readonly isStaff: boolean;
  readonly isParty: boolean;
  readonly isInformed: boolean;
}

async function readerOf(ctx: Pick<ServiceContext, 'store'>, actor: Actor, row: ApplicationRow): Promise<Reader> {
  const resource = resourceOf(row);
  const isParty = isPermitted(actor, 'application:file', resource);
  return {
    isStaff:
      isPermitted(actor, 'application:examine', resource) || isPermitted(actor, 'application:administer', resource),
    isParty,
    // Whoever is asked for an opinion judges by what the applicant was told.
    isInformed: isParty || (await isAdviser(ctx.store, row, actor)),
  };
}

function seenBy({ isStaff, isParty, isInformed }: Reader, row: ApplicationRow): ApplicationRow {
  if (isStaff || isParty) return row;
  return withoutEvidenceOf(isInformed ? row : publicPart(row));
}

/** The application as this actor may see it: after a transfer, the holder who acts need not be the applicant. */
export async function applicationSeenBy(
  ctx: Pick<ServiceContext, 'store'>,
  actor: Actor,
  row: ApplicationRow,
): Promise<ApplicationRow> {
  return seenBy(await readerOf(ctx, actor, row), row);
}

/** Everything about a case that this actor may see. */
export async function readCase(ctx: ServiceContext, actor: Actor, id: string): Promise<CaseFile> {
  const row = await findCase(ctx.store, actor, id);
  const reader = await readerOf(ctx, actor, row);
  const { isStaff, isInformed } = reader;
  const [pictures, frozen, events, objections] = await Promise.all([
    readPictures(ctx.store, row.key),
    isStaff || isInformed ? readLastChecks<AcceptedCheck>(ctx.store, row.key) : [],
    readEvents(ctx.store, row.key),
    isStaff || isInformed ? readObjections(ctx.store, row.key) : [],
  ]);
  const standings = standingsOf(actor, row);
  const checks = await checksSeenBy(ctx, actor, row, frozen);
  return {
    row: seenBy(reader, row),
    pictures,
    checks,
    events: isStaff
      ? await eventsSeenBy(ctx, actor, row, events)
      : isInformed
        ? events.filter(({ event }) => !INTERNAL.has(event) || isDecided(row)).map(withoutStaff)
        : [],
    objections,
    evidence: await evidenceSeenBy(ctx.store, actor, row),
    possible: eventsIn(row.state as State).filter((event) => standings.size > 0 && event !== 'edit'),
    staff: isStaff ? await staffView(ctx, actor, row, checks, events) : null,
  };
}

async function staffView(
  ctx: ServiceContext,
  actor: Actor,
  row: ApplicationRow,
  checks: readonly StoredCheck<AcceptedCheck>[],
  events: readonly CaseEvent[],
): Promise<StaffView> {
  const works = checks.flatMap(({ result }) =>
    result.status === 'checked' ? result.candidates.map(({ id }) => id) : [],
  );
  const since = new Date(ctx.clock().getTime() - AT_WORK_MS);
  const [badFaith, filings, ownWorks, decisionsOnWorks, note, atWork] = await Promise.all([
    readBadFaithNotices(ctx.store, row.key),
    readFilingsOf(ctx.store, row.applicantParty, row.key),
    readOwnWorks(ctx.store, row.applicantParty, works),
    readDecisionsOnWorks(ctx.store, works, row.key),
    actor.account === null ? null : readNote(ctx.store, row.key, actor.account),
    listNoteWriters(ctx.store, row.key, actor.account ?? '', since),
  ]);
  const { seen } = await worksSeenBy(
    ctx,
    actor,
    row,
    badFaith.map(({ work }) => work),
  );
  return {
    badFaith: badFaith.map((notice) => (seen.has(notice.work) ? notice : { ...notice, work: null, owner: null })),
    filings,
    ownWorks: [...ownWorks],
    decisionsOnWorks,
    note,
    atWork,
    people: await readNames(ctx.store, [
      ...new Set([
        ...[row.examiner, row.secondExaminer].filter((account) => account !== null),
        ...atWork.map(({ account }) => account),
        ...events.map((event) => event.actor),
      ]),
    ]),
  };
}

/** What examiners judged of works that this reader may not see stays in the record, without saying which works those are. */
async function eventsSeenBy(
  ctx: ServiceContext,
  actor: Actor,
  row: ApplicationRow,
  events: readonly CaseEvent[],
): Promise<readonly CaseEvent[]> {
  const judged = events.flatMap(({ detail }) => judgementsIn(detail).map(({ work }) => work));
  const { hidden } = await worksSeenBy(ctx, actor, row, judged);
  if (hidden.size === 0) return events;
  return events.map((event) => {
    const judgements = judgementsIn(event.detail);
    if (judgements.length === 0) return event;
    const seen = judgements.map((one) => (hidden.has(one.work) ? { ...one, work: null } : one));
    return { ...event, detail: { ...(event.detail as object), judgements: seen } };
  });
}

function judgementsIn(detail: CaseEvent['detail']): readonly { readonly work: string }[] {
  const { judgements } = (detail ?? {}) as { readonly judgements?: readonly { readonly work: string }[] };
  return judgements ?? [];
}

function isDecided({ decidedAt }: ApplicationRow): boolean {
  return decidedAt !== null;
}

/** Decisions are the registry's, not a person's: the applicant sees reasons and texts, not who wrote them. */
function withoutStaff(event: CaseEvent): CaseEvent {
  return { ...event, actor: '', detail: null };
}

/** What the public may know of a registered record: nothing of who examined it, how it was triaged, or what was only filed. */
function publicPart(row: ApplicationRow): ApplicationRow {
  return {
    ...row,
    filedBy: '',
    examiner: null,
    secondExaminer: null,
    queue: null,
    risk: null,
    strongFinding: false,
    proposal: null,
    secondReviewReason: null,
  };
}

/** What evidences the dates is for the applicant and the office. */
function withoutEvidenceOf(row: ApplicationRow): ApplicationRow {
  return { ...row, form: withoutEvidence(row.form, row.kind as Kind) };
}

function isHeldBy({ examiner, secondExaminer }: ApplicationRow, { account }: Actor): boolean {
  return account !== null && (examiner === account || secondExaminer === account);
}
