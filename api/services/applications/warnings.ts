import { dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { WARNED_OF, type Warning } from '../../registration/concerned.ts';
import { type Lane, punctuality, SOON_LATE_DAYS_MAX } from '../../registration/deadlines.ts';
import { CLOCKS, type Clock } from '../../registration/states.ts';
import { type ApplicationRow, lockApplication } from '../../store/applications/application-rows.ts';
import { keepWarning, listUnwarned } from '../../store/applications/deadline-rows.ts';
import type { ServiceContext } from '../context.ts';
import { accountsOf, tell } from './tell.ts';

const RECORDS_PER_READ = 500;

type Context = Pick<ServiceContext, 'store' | 'clock'>;

/** Warns those concerned of every term that ends soon or has ended, once each. Returns how many warnings were given. */
export async function warnOfDeadlines(ctx: Context): Promise<number> {
  const today = dateInChina(ctx.clock());
  const until = CALENDAR.addWorkingDays(today, SOON_LATE_DAYS_MAX).date;
  const clocks = CLOCKS.filter((clock) => Object.values(WARNED_OF[clock]).some((concerned) => concerned.length > 0));
  let count = 0;
  for (let afterKey = 0; ; ) {
    const rows = await listUnwarned(ctx.store, { clocks, today, until, afterKey, limit: RECORDS_PER_READ });
    for (const row of rows) if (warningOf(row, today) !== undefined && (await warnOf(ctx, row.id, today))) count++;
    if (rows.length < RECORDS_PER_READ) return count;
    afterKey = rows.at(-1)!.key;
  }
}

async function warnOf({ store, clock }: Context, id: string, today: string): Promise<boolean> {
  return store.transaction(async (tx) => {
    // Somebody may have acted between the list and the lock.
    const row = await lockApplication(tx, id);
    const warning = row && warningOf(row, today);
    if (row?.dueOn == null || warning === undefined) return false;
    const { key, clock: term, dueOn, state } = row;
    const at = clock();
    if (!(await keepWarning(tx, key, { clock: term!, dueOn, warning, at }))) return false;
    const concerned = await accountsOf(tx, row, WARNED_OF[term as Clock][warning]);
    await tell(tx, row, concerned, { about: warning, state, dueOn, at });
    return concerned.length > 0;
  });
}

function warningOf({ clock, dueOn, lane }: ApplicationRow, today: string): Warning | undefined {
  const stands = punctuality(CALENDAR, { clock: clock as Clock | null, dueOn }, { today, lane: lane as Lane });
  return stands === 'late' ? 'overdue' : stands === 'soon-late' ? 'due-soon' : undefined;
}
