import { listApplicationRows } from '../../store/applications/application-rows.ts';
import { readEvents, readPictures } from '../../store/applications/case-rows.ts';
import { readEvidence } from '../../store/applications/evidence-rows.ts';
import { listNotifications } from '../../store/applications/notification-rows.ts';
import { readTitleEntries } from '../../store/applications/title-rows.ts';
import { listDeposits } from '../../store/deposit-rows.ts';
import { listEvidence } from '../../store/evidence-rows.ts';
import { listOpenDeposits } from '../../store/open-deposit-rows.ts';
import { listReports } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, signInRequired } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { partiesFiledFor } from './case.ts';

const APPLICATIONS_MAX = 10_000;
const NOTIFICATIONS_MAX = 10_000;
const DEPOSITS_MAX = 10_000;
const REPORTS_MAX = 10_000;
const CAPTURES_MAX = 10_000;

/**
 * Everything that the registry holds of the actor's own filings, for taking along: forms as they were typed, history, title; and which deposits,
 * reports and evidence are his.
 */
export async function exportOwnData(ctx: ServiceContext, actor: Actor) {
  if (actor.account === null) throw signInRequired();
  authorize(actor, 'application:file');
  const rows = await listApplicationRows(ctx.store, { parties: partiesFiledFor(actor), limit: APPLICATIONS_MAX });
  const applications = [];
  for (const row of rows) {
    const [pictures, evidence, events, title] = await Promise.all([
      readPictures(ctx.store, row.key),
      readEvidence(ctx.store, row.key),
      readEvents(ctx.store, row.key),
      readTitleEntries(ctx.store, row.key),
    ]);
    applications.push({
      id: row.id,
      state: row.state,
      number: row.number,
      form: row.form,
      pictures: pictures.map(({ ordinal, sha256, role, fileName }) => ({ ordinal, sha256, role, fileName })),
      evidence: evidence.map(({ id, about, title: what, sha256, fileName }) => ({
        id,
        about,
        title: what,
        sha256,
        fileName,
      })),
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
    deposits: await depositsOf(ctx, actor.account),
    reports: (await listReports(ctx.store, actor.account, REPORTS_MAX)).map(
      ({ id, orderedAt, grade, findingsSha256, counters, replaces }) => ({
        id,
        orderedAt: orderedAt.toISOString(),
        grade,
        findingsSha256,
        counters,
        replaces,
      }),
    ),
    captures: (await listEvidence(ctx.store, actor.account, CAPTURES_MAX)).map(
      ({ record: { id, at, way, operator, sha256, stated } }) => ({ id, at, way, operator, sha256, stated }),
    ),
  } as const;
}

/** Sealed and open; of a sealed one the registry knows a commitment alone. */
async function depositsOf({ store }: Pick<ServiceContext, 'store'>, account: string) {
  const sealed = (await listDeposits(store, account, DEPOSITS_MAX)).map(({ id, commitment, depositedAt }) => ({
    kind: 'sealed' as const,
    id,
    at: depositedAt.toISOString(),
    commitment,
  }));
  const open = (await listOpenDeposits(store, account, DEPOSITS_MAX)).map(
    ({ id, sha256, byteLength, patternId, depositedAt }) => ({
      kind: 'open' as const,
      id,
      at: depositedAt.toISOString(),
      sha256,
      bytes: byteLength,
      record: patternId,
    }),
  );
  return [...sealed, ...open];
}
