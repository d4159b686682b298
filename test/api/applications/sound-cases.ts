import { expect } from 'vitest';
import { LOGGED_EVENTS } from '../../../api/proof/records.ts';
import { PANELS, QUORUM } from '../../../api/registration/panel.ts';
import type { State } from '../../../api/registration/states.ts';
import { TRANSITIONS } from '../../../api/registration/transitions.ts';
import { ANONYMOUS } from '../../../api/services/access/actor.ts';
import { readTitle } from '../../../api/services/applications/title.ts';
import { GIVEN_UP } from '../../../api/services/applications/works.ts';
import type { ServiceContext } from '../../../api/services/context.ts';
import { readApplicationRow } from '../../../api/store/applications/application-rows.ts';
import { readEvents } from '../../../api/store/applications/case-rows.ts';
import { readOpinions } from '../../../api/store/applications/opinion-rows.ts';
import { readAudit } from '../../../api/store/audit-trail.ts';
import { findRecord } from '../../../api/store/pattern-rows.ts';

/** Audit entries of acts that leave the state as it is. */
const OF_OPINIONS: ReadonlySet<string> = new Set(['case-invite-opinion', 'case-give-opinion']);
const LOGGED: ReadonlySet<string> = new Set(LOGGED_EVENTS);

const isStep = (from: string, event: string, to: string) =>
  TRANSITIONS.some((row) => row.from === from && row.event === event && row.to === to);

/** Holds a case to what must be true of it after any history: a chain of legal steps, each with its audit entry and, where it decides, its log entry, and all of a registration or nothing. */
export async function expectSound(registry: ServiceContext, id: string): Promise<void> {
  const row = (await readApplicationRow(registry.store, id))!;
  const events = await readEvents(registry.store, row.key);
  let state = 'draft';
  for (const { event, fromState, toState } of events) {
    expect(fromState, `${id}: ${event} follows`).toBe(state);
    expect(isStep(fromState, event, toState), `${fromState} ${event} ${toState}`).toBe(true);
    state = toState;
  }
  expect(row.state).toBe(state);
  const audited = (await readAudit(registry.store, 'application', id)).map(({ action }) => action);
  expect(audited.filter((action) => !OF_OPINIONS.has(action))).toEqual([
    'case-create',
    ...events.map(({ event }) => `case-${event}`),
  ]);
  await expectSoundOpinions(registry, row.key, { events, audited });
  const entered = await registry.store.query<{ key: string }>(
    `select key from log_outbox where key like 'case:' || $1 || ':%'`,
    [id],
  );
  const decisions = events.flatMap(({ event }, i) => (LOGGED.has(event) ? [`case:${id}:${i}`] : []));
  expect(entered.map(({ key }) => key).sort(), 'the log has every decision and nothing else').toEqual(decisions.sort());
  const isRegistered = events.some(({ toState }) => toState === 'registered');
  expect(row.number !== null).toBe(isRegistered);
  const isFiled = row.submittedAt !== null;
  expect(row.patternId !== null).toBe(isFiled);
  if (!isFiled) return;
  expect(await findRecord(registry.store, row.patternId!)).toMatchObject({
    visibility: isRegistered ? 'public' : 'restricted',
    removed: GIVEN_UP.has(row.state as State),
  });
  if (isRegistered) expect((await readTitle(registry, ANONYMOUS, id)).entries.length).toBeGreaterThanOrEqual(1);
}

/** Each opinion that was given is in the audit trail once, and no panel was concluded without the votes that it needs. */
async function expectSoundOpinions(
  { store }: ServiceContext,
  key: number,
  {
    events,
    audited,
  }: {
    readonly events: readonly { readonly event: string; readonly fromState: string }[];
    readonly audited: readonly string[];
  },
): Promise<void> {
  const opinions = await readOpinions(store, key);
  const given = opinions.filter(({ givenAt }) => givenAt !== null);
  expect(audited.filter((action) => action === 'case-give-opinion')).toHaveLength(given.length);
  for (const panel of PANELS) {
    const isConcluded = events.some(({ event, fromState }) => event.startsWith('panel-') && fromState === panel);
    const votes = given.filter(({ capacity, vote }) => capacity === panel && vote !== null);
    if (isConcluded) expect(votes.length).toBeGreaterThanOrEqual(QUORUM[panel]);
  }
  for (const { conflict, vote } of given) if (conflict) expect(vote).toBeNull();
}

/** Numbers of a series: 1 to n without gap or double, as many as the series has given. */
export async function expectNumbersWithoutGap({ store }: ServiceContext): Promise<number> {
  const rows = await store.query<{ number: string }>('select number from application where number is not null');
  const running = rows.map(({ number }) => Number(number.slice(-8))).sort((a, b) => a - b);
  expect(running).toEqual(running.map((_, i) => i + 1));
  const series = await store.query<{ running: number }>('select running from number_series');
  expect(series.reduce((sum, one) => sum + one.running, 0)).toBe(running.length);
  return running.length;
}
