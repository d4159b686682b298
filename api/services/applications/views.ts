import { dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { type Lane, punctuality } from '../../registration/deadlines.ts';
import type { Clock } from '../../registration/states.ts';
import type { Application, CaseFileView, EvidenceView, QueuePageView, TitleView } from '../../schemas/application.ts';
import type { OpinionSummaryView } from '../../schemas/opinion.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import type { EvidenceRow } from '../../store/applications/evidence-rows.ts';
import type { ServiceContext } from '../context.ts';
import type { CaseFile, QueuePage } from './desk.ts';
import type { OpinionSummary } from './opinions.ts';
import type { TitleState } from './title.ts';

/** An application as it goes out. Who examines it and how it was triaged goes to staff alone, beside it. */
export function applicationOf(ctx: Pick<ServiceContext, 'clock'>, row: ApplicationRow): Application {
  const { clock, dueOn, lane } = row;
  const today = dateInChina(ctx.clock());
  return {
    id: row.id,
    party: row.applicantParty,
    tenant: row.tenant,
    kind: row.kind as Application['kind'],
    state: row.state as Application['state'],
    version: row.version,
    title: row.title,
    lane,
    clock: clock as Clock | null,
    dueOn,
    dueProvisional: row.dueProvisional,
    punctuality: punctuality(CALENDAR, { clock: clock as Clock | null, dueOn }, { today, lane: lane as Lane }),
    priorityOn: row.priorityOn,
    number: row.number,
    pattern: row.patternId,
    family: row.family,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    form: row.form as Application['form'],
  };
}

export function caseFileOf(ctx: Pick<ServiceContext, 'clock'>, file: CaseFile): CaseFileView {
  const { row, staff } = file;
  return {
    application: applicationOf(ctx, row),
    pictures: [...file.pictures],
    checks: file.checks.map(({ purpose, pictureOrdinal, at, result }) => ({
      purpose,
      picture: pictureOrdinal,
      at: at.toISOString(),
      result,
    })),
    events: file.events.map(({ at, detail, ...event }) => ({
      ...event,
      at: at.toISOString(),
      detail: (detail ?? null) as never,
    })),
    objections: file.objections.map(({ madeAt, evidence, ...objection }) => ({
      ...objection,
      evidence: [...evidence],
      madeAt: madeAt.toISOString(),
    })),
    evidence: file.evidence.map(evidenceView),
    possible: [...file.possible],
    staff: staff && {
      ...staffPart(row),
      strongFinding: row.strongFinding,
      badFaith: [...staff.badFaith],
      filings: staff.filings.map(({ submittedAt, ...filing }) => ({
        ...filing,
        submittedAt: submittedAt.toISOString(),
      })),
      ownWorks: [...staff.ownWorks],
      decisionsOnWorks: staff.decisionsOnWorks.map(({ decidedAt, ...decision }) => ({
        ...decision,
        decidedAt: decidedAt.toISOString(),
      })),
      note: (staff.note ?? null) as never,
      atWork: staff.atWork.map(({ account, at }) => ({ account, at: at.toISOString() })),
      people: [...staff.people],
    },
  };
}

export function evidenceView({ addedBy: _, addedAt, handedInAt, ...evidence }: EvidenceRow): EvidenceView {
  return { ...evidence, addedAt: addedAt.toISOString(), handedInAt: handedInAt?.toISOString() ?? null };
}

export function queuePageOf(ctx: Pick<ServiceContext, 'clock'>, page: QueuePage): QueuePageView {
  return {
    cases: page.rows.map((row) => ({ application: applicationOf(ctx, row), ...staffPart(row) })),
    calendarRunsOut: page.calendarRunsOut,
    calendarKnownUntil: page.calendarKnownUntil,
  };
}

function staffPart({ queue, risk, examiner, secondExaminer, proposal, secondReviewReason }: ApplicationRow) {
  return {
    queue: queue as 'clear' | 'duplicate-review' | null,
    risk,
    examiner,
    secondExaminer,
    proposal,
    secondReviewReason,
  };
}

export function opinionsOf({ opinions, panels, alpha }: OpinionSummary): OpinionSummaryView {
  return {
    opinions: opinions.map(
      ({ id, capacity, account, name, invitedAt, givenAt, conflict, conflictNote, vote, statement, signature }) => ({
        id,
        capacity,
        account,
        name,
        invitedAt: invitedAt.toISOString(),
        givenAt: givenAt?.toISOString() ?? null,
        conflict,
        conflictNote,
        vote,
        statement,
        signature,
      }),
    ),
    panels,
    alpha,
  };
}

/** The chain as the public sees it: not who entered it. */
export function titleOf({ on, holders, entries }: TitleState): TitleView {
  return {
    on,
    holders: [...holders],
    entries: entries.map(({ event, effectiveOn, fromHolder, toHolders, basis, evidence }) => ({
      event,
      effectiveOn,
      fromHolder,
      toHolders: [...toHolders],
      basis,
      evidence: [...evidence],
    })),
  };
}
