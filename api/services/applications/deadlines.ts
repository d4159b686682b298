import { addDays, dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { calendarRunsOut, type Lane, punctuality } from '../../registration/deadlines.ts';
import type { Clock } from '../../registration/states.ts';
import type { DeadlinesView } from '../../schemas/notice.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import { listDeadlines } from '../../store/applications/deadline-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { holderOf, partiesFiledFor } from './case.ts';

const SHOWN = 500;

/** Terms in which it is the applicant who has to act. In an examination it is whoever has the case in hand. */
const APPLICANTS_TERMS: ReadonlySet<Clock> = new Set(['supplement', 'appeal', 'pre-registration']);

/** The terms of the actor's cases, filed or in hand, up to so many days from today, overdue ones first; with the days that count otherwise than by weekday. */
export async function readDeadlines(
  ctx: Pick<ServiceContext, 'store' | 'clock'>,
  actor: Actor,
  days: number,
): Promise<DeadlinesView> {
  if (actor.account === null) throw signInRequired();
  authorize(actor, 'notification:read', { account: actor.account });
  const today = dateInChina(ctx.clock());
  const to = addDays(today, days);
  const parties = partiesFiledFor(actor);
  const rows = await listDeadlines(ctx.store, { account: actor.account, parties, until: to, limit: SHOWN });
  return {
    today,
    to,
    deadlines: rows.map((row) => deadlineOf(row, today, { account: actor.account, parties })),
    specialDays: [...CALENDAR.specialDays(today, to)],
    calendarKnownUntil: CALENDAR.knownUntil,
    calendarRunsOut: calendarRunsOut(CALENDAR, today) || rows.some(({ dueProvisional }) => dueProvisional),
  };
}

function deadlineOf(
  row: ApplicationRow,
  today: string,
  { account, parties }: { readonly account: string | null; readonly parties: readonly string[] },
): DeadlinesView['deadlines'][number] {
  const clock = row.clock as Clock;
  const dueOn = row.dueOn!;
  return {
    applicationId: row.id,
    title: row.title,
    state: row.state,
    clock,
    dueOn,
    dueProvisional: row.dueProvisional,
    punctuality: punctuality(CALENDAR, { clock, dueOn }, { today, lane: row.lane as Lane }),
    workingDaysLeft: CALENDAR.workingDaysUntil(today, dueOn),
    mine: APPLICANTS_TERMS.has(clock)
      ? parties.includes(row.applicantParty)
      : clock === 'examination' && holderOf(row) === account,
  };
}
