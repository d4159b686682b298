import type { Candidate } from '../../schemas/check-result.ts';
import type { ReportOrder } from '../../schemas/report.ts';
import { countReports, type ReportRow } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { familyFinder, hiddenFamilies } from '../families.ts';
import { type HourlyLimit, requireRoomThisHour } from '../hourly-limit.ts';
import { nothingToCompare } from '../import-pattern.ts';
import { tellOfRestricted } from '../restricted-hits.ts';
import { type FoundWork, hiddenFrom, searchLibrary } from '../search-library.ts';
import { maySee } from '../visibility.ts';
import { freeze, RECORDS_MAX, refrozen } from './freeze.ts';
import { decodeInputs } from './frozen-inputs.ts';
import { keepReport } from './keep.ts';
import { findReportFor, readInputs } from './read.ts';

/** Enough for a day in court, and too few for copying the library out of reports or for keeping the engine from others. Counter-reports count. */
const ORDERS: HourlyLimit = { most: 60, counted: 'orders of reports', countSince: countReports };

/**
 * Searches the library for a disputed picture, freezes what was found with the records that are named besides, and keeps the report and its place in the
 * log. Records that whoever orders may not see are in it as far as he may be told. Throws EngineError for a refused picture, `not-comparable`, `not-found`,
 * `forbidden`, `too-many-attempts`, `not-now` where a record was removed meanwhile, `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function orderReport(
  ctx: ServiceContext,
  picture: Uint8Array,
  order: ReportOrder,
  options: CallOptions,
): Promise<ReportRow> {
  const { actor, signal } = options;
  authorize(actor, 'report:order');
  const replaces = order.replaces ?? null;
  if (replaces !== null) await findReportFor(ctx, replaces, actor, null);
  await requireRoomThisHour(ctx, actor, ORDERS);
  const search = await searchLibrary(ctx, picture, { limit: RECORDS_MAX, signal, apart: hiddenFrom(actor) });
  if (search.status === 'not-comparable') throw nothingToCompare(search);
  const found = search.works.filter(({ candidate }) => candidate.grade !== 'no-match');
  const works = found.filter(({ record }) => maySee(actor, record)).slice(0, RECORDS_MAX);
  const shown = works.map(({ candidate }) => candidate);
  const restricted = await tellOfRestricted(ctx, actor, await hiddenWorks(ctx, actor, { found, shown }));
  const result = search.resultOf(shown, restricted);
  ctx.meter.record({
    at: ctx.clock(),
    actor: actor.name,
    operation: 'report',
    outcome: result.grade,
    worksSearched: result.worksSearched,
    durationMs: result.timingsMs.total,
  });
  const frozen = await freeze(
    ctx,
    {
      picture,
      fingerprint: search.fingerprint,
      works,
      named: order.records ?? [],
      libraryPosition: result.versions.libraryPosition,
      worksSearched: result.worksSearched,
    },
    actor,
  );
  return keepReport(ctx, { ...frozen, disputed: picture }, { order, restricted, counters: null, replaces }, options);
}

/** Versions of one design that whoever orders may not see are one work to him, and none where the report has one that is as much alike. */
async function hiddenWorks(
  { store }: Pick<ServiceContext, 'store'>,
  actor: Actor,
  { found, shown }: { readonly found: readonly FoundWork[]; readonly shown: readonly Candidate[] },
): Promise<FoundWork[]> {
  const familyOf = await familyFinder(
    store,
    found.map(({ record }) => record.id),
  );
  const unseen = found.filter(({ record }) => !maySee(actor, record));
  return hiddenFamilies(unseen, shown, familyOf);
}

/**
 * A report by another party from the same frozen inputs, with the program and models of today. Whoever holds a report may order one: he shows it by the
 * digest of its findings. Throws `not-found` for any other, `not-comparable` where the program of today finds nothing to compare in a picture,
 * `forbidden`, `too-many-attempts`, `picture-lost`, `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function orderCounterReport(
  ctx: ServiceContext,
  id: string,
  order: ReportOrder & { readonly findingsSha256: string },
  options: CallOptions,
): Promise<ReportRow> {
  authorize(options.actor, 'report:order');
  const row = await findReportFor(ctx, id, options.actor, order.findingsSha256);
  await requireRoomThisHour(ctx, options.actor, ORDERS);
  const earlier = decodeInputs(await readInputs(ctx, row));
  const inputs = await refrozen(ctx, earlier, options);
  const pictures = [...new Set([inputs.disputed.sha256, ...inputs.records.map(({ sha256 }) => sha256)])];
  return keepReport(ctx, { inputs, pictures }, { order, restricted: [], counters: id, replaces: null }, options);
}
