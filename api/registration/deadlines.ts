import type { CalendarDate } from './calendar/dates.ts';
import type { TermEnd, WorkingDayCalendar } from './calendar/working-days.ts';
import { CLOCKS, type Clock, type ClockStep } from './states.ts';

export const LANES = ['ordinary', 'fast'] as const;
export type Lane = (typeof LANES)[number];

/** Working days from submission to decision: 普通 30, 快速 5 (由30个工作日缩短到5个工作日). */
export const EXAMINATION_DAYS: Readonly<Record<Lane, number>> = { ordinary: 30, fast: 5 };

/** Working days of the other terms. No public rule fixes them: they are this registry's own, in this one place. */
export const TERM_DAYS: Readonly<Record<Exclude<Clock, 'examination'>, number>> = {
  supplement: 10,
  appeal: 15,
  notice: 20,
  'pre-registration': 120,
};

/** A case is soon late when no more than this share of its lane's days is left. */
const SOON_LATE_SHARE = 0.2;

/** The clock of a case. `daysLeft` are the working days of the examination that wait while another clock runs. */
export interface RunningClock {
  readonly clock: Clock | null;
  readonly dueOn: CalendarDate | null;
  readonly provisional: boolean;
  readonly daysLeft: number | null;
}

export const NO_CLOCK: RunningClock = { clock: null, dueOn: null, provisional: false, daysLeft: null };

/** The clock after an event on `today`. */
export function stepClock(
  calendar: WorkingDayCalendar,
  current: RunningClock,
  step: ClockStep | undefined,
  { today, lane }: { readonly today: CalendarDate; readonly lane: Lane },
): RunningClock {
  if (step === undefined) return current;
  const running = (clock: Clock, { date, provisional }: TermEnd, daysLeft: number | null): RunningClock => ({
    clock,
    dueOn: date,
    provisional,
    daysLeft,
  });
  switch (step.step) {
    case 'stop':
      return NO_CLOCK;
    case 'start':
      return running(step.clock, calendar.addWorkingDays(today, termDays(step.clock, lane)), null);
    case 'pause-for': {
      const daysLeft = current.dueOn === null ? 0 : calendar.workingDaysUntil(today, current.dueOn);
      return running(step.clock, calendar.addWorkingDays(today, termDays(step.clock, lane)), daysLeft);
    }
    case 'resume': {
      // A case that was late when it paused stays late by the same date.
      const daysLeft = Math.max(0, current.daysLeft ?? termDays('examination', lane));
      return running('examination', calendar.addWorkingDays(today, daysLeft), null);
    }
  }
}

export type Punctuality = 'in-time' | 'soon-late' | 'late';

/** How a case stands to its due date. */
export function punctuality(
  calendar: WorkingDayCalendar,
  { clock, dueOn }: Pick<RunningClock, 'clock' | 'dueOn'>,
  { today, lane }: { readonly today: CalendarDate; readonly lane: Lane },
): Punctuality {
  if (clock === null || dueOn === null) return 'in-time';
  if (today > dueOn) return 'late';
  const left = calendar.workingDaysUntil(today, dueOn);
  return left <= Math.ceil(termDays(clock, lane) * SOON_LATE_SHARE) ? 'soon-late' : 'in-time';
}

/** Whether terms that begin today reach beyond the published holidays, so that a further year has to be added. */
export function calendarRunsOut(calendar: WorkingDayCalendar, today: CalendarDate): boolean {
  return calendar.addWorkingDays(today, EXAMINATION_DAYS.ordinary).provisional;
}

/** Working days before its end from which a term of this kind, in the slowest lane, counts as soon late. */
export const SOON_LATE_DAYS_MAX = Math.max(
  ...CLOCKS.map((clock) => Math.ceil(termDays(clock, 'ordinary') * SOON_LATE_SHARE)),
);

function termDays(clock: Clock, lane: Lane): number {
  return clock === 'examination' ? EXAMINATION_DAYS[lane] : TERM_DAYS[clock];
}
