import { readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import { PROTECTION_YEARS, protectionEndsOn } from '../../registration/protection-term.ts';
import type { Event } from '../../registration/states.ts';
import {
  listProvisionalTerms,
  listRunOut,
  lockApplication,
  updateApplication,
} from '../../store/applications/application-rows.ts';
import { listRegisteredOfBefore } from '../../store/applications/deadline-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import type { Database } from '../../store/database.ts';
import { serviceActor } from '../access/actor.ts';
import type { ServiceContext } from '../context.ts';
import { performAct } from './act.ts';
import { warnOfDeadlines } from './warnings.ts';

/** What happens by itself when a term ends. The examination's own term makes a case late and changes nothing. */
const AT_THE_END: Readonly<Record<string, Event>> = {
  supplement: 'lapse',
  'pre-registration': 'lapse',
  appeal: 'end-appeal-period',
};

const REGISTRY = serviceActor('registry', []);
const RECORDS_PER_READ = 500;

/** Lets every term that has ended take effect, each case in a transaction of its own. Returns how many did. */
export async function runClocks(ctx: ServiceContext): Promise<number> {
  const today = dateInChina(ctx.clock());
  // First, so that no term ends on a day that a holiday published since has moved.
  for (const id of await listProvisionalTerms(ctx.store, CALENDAR.knownUntil)) await settle(ctx, id);
  let count = 0;
  for (const id of await listRunOut(ctx.store, today, Object.keys(AT_THE_END))) if (await act(ctx, id, today)) count++;
  return count + (await expire(ctx, today));
}

async function act(ctx: ServiceContext, id: string, today: string): Promise<boolean> {
  return ctx.store.transaction(async (tx) => {
    const row = await lockApplication(tx, id);
    const event = AT_THE_END[row?.clock ?? ''];
    // Somebody may have acted between the list and the lock.
    if (row === undefined || event === undefined || row.dueOn === null || row.dueOn >= today) return false;
    await performAct({ ctx, tx, row, actor: REGISTRY, now: ctx.clock(), today }, { event, bySystem: true });
    return true;
  });
}

/** Counts a provisional term anew now that the holidays of its year are known; the old day stays in the audit trail. */
async function settle(ctx: ServiceContext, id: string): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const row = await lockApplication(tx, id);
    if (row?.dueOn == null || !row.dueProvisional || row.dueOn > CALENDAR.knownUntil) return;
    const { date, provisional } = CALENDAR.recountProvisional(row.dueOn);
    const at = ctx.clock();
    await updateApplication(tx, row.key, { dueOn: date, dueProvisional: provisional }, at);
    const by = { at, actor: REGISTRY.name, tenant: row.tenant };
    const object = { kind: 'application', id } as const;
    const [before, after] = [{ dueOn: row.dueOn }, { dueOn: date, provisional }];
    await appendAudit(tx, { ...by, action: 'case-recount-term', object, before, after });
  });
}

async function expire(ctx: ServiceContext, today: string): Promise<number> {
  const year = String(Number(today.slice(0, 4)) - PROTECTION_YEARS);
  let count = 0;
  for (let afterKey = 0; ; ) {
    const rows = await listRegisteredOfBefore(ctx.store, { year, afterKey, limit: RECORDS_PER_READ });
    for (const { id, form } of rows) if (isOver(form, today) && (await expireOne(ctx, id, today))) count++;
    if (rows.length < RECORDS_PER_READ) return count;
    afterKey = rows.at(-1)!.key;
  }
}

function isOver(typed: unknown, today: string): boolean {
  const reading = readForm(typed, today);
  const endsOn = reading.complete ? protectionEndsOn(reading.form) : null;
  return endsOn !== null && today > endsOn;
}

async function expireOne(ctx: ServiceContext, id: string, today: string): Promise<boolean> {
  return ctx.store.transaction(async (tx) => {
    const row = await lockApplication(tx, id);
    if (row?.state !== 'registered') return false;
    const open = { ctx, tx, row, actor: REGISTRY, now: ctx.clock(), today };
    await performAct(open, { event: 'expire', bySystem: true, shown: ['protection-ended'] });
    return true;
  });
}

/** Ends before warnings, so that nobody is warned of a term that has just taken effect. */
async function lookOnce(ctx: ServiceContext): Promise<void> {
  await runClocks(ctx);
  await warnOfDeadlines(ctx);
}

/** Looks at the terms now and every so often until stopped. */
export function watchClocks(
  ctx: ServiceContext & { readonly store: Database },
  everyMs: number,
): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const look = () => {
    running = lookOnce(ctx).catch((error: unknown) =>
      ctx.log.warn({ err: error }, 'terms not looked at, trying again'),
    );
  };
  look();
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
