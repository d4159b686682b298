import { listApplicationRows } from '../../store/applications/application-rows.ts';
import { readEvents, readPictures } from '../../store/applications/case-rows.ts';
import { listNotifications } from '../../store/applications/notification-rows.ts';
import { readTitleEntries } from '../../store/applications/title-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { partiesFiledFor } from './case.ts';

const APPLICATIONS_MAX = 10_000;
const NOTIFICATIONS_MAX = 10_000;

/** Everything that the registry holds of the actor's own filings, for taking along: forms as they were typed, history, title. */
export async function exportOwnData(ctx: ServiceContext, actor: Actor) {
  if (actor.account === null) throw signInRequired();
  authorize(actor, 'application:file');
  const rows = await listApplicationRows(ctx.store, { parties: partiesFiledFor(actor), limit: APPLICATIONS_MAX });
  const applications = [];
  for (const row of rows) {
    const [pictures, events, title] = await Promise.all([
      readPictures(ctx.store, row.key),
      readEvents(ctx.store, row.key),
      readTitleEntries(ctx.store, row.key),
    ]);
    applications.push({
      id: row.id,
      state: row.state,
      number: row.number,
      form: row.form,
      pictures: pictures.map(({ ordinal, sha256, role, fileName }) => ({ ordinal, sha256, role, fileName })),
      events: events.map(({ at, event, toState, reason, note }) => ({
        at: at.toISOString(),
        event,
        state: toState,
        reason,
        note,
      })),
      title: title.map(({ event, effectiveOn, fromHolder, toHolders, basis }) => ({
        event,
        effectiveOn,
        fromHolder,
        toHolders,
        basis,
      })),
    });
  }
  const notifications = (await listNotifications(ctx.store, actor.account, NOTIFICATIONS_MAX)).map(
    ({ at, applicationId, event, state }) => ({
      at: at.toISOString(),
      applicationId,
      event,
      state,
    }),
  );
  return {
    format: 'selvedge-own-data',
    formatVersion: 1,
    exportedAt: ctx.clock().toISOString(),
    account: actor.account,
    applications,
    notifications,
  } as const;
}
