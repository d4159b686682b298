import { dateInChina } from '../../registration/calendar/dates.ts';
import { CALENDAR } from '../../registration/calendar/published-years.ts';
import {
  type CountRow,
  countApplications,
  countEdits,
  countRefusals,
  readDecisionTimes,
  type StatisticsScope,
} from '../../store/applications/statistics-rows.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';

export interface RegistryStatistics {
  readonly from: string;
  readonly to: string;
  readonly applications: number;
  readonly byMonth: readonly CountRow[];
  readonly byRegion: readonly CountRow[];
  readonly byKind: readonly CountRow[];
  readonly byState: readonly CountRow[];
  readonly refusalsByReason: readonly CountRow[];
  readonly strongFindingsByEdit: readonly CountRow[];
  /** Working days from submission to decision, supplements included. */
  readonly workingDaysToDecision: {
    readonly decided: number;
    readonly median: number | null;
    readonly mean: number | null;
    readonly longest: number | null;
  };
}

/** The figures of the offices in which the actor may read them. */
export async function readStatistics(
  ctx: ServiceContext,
  actor: Actor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<RegistryStatistics> {
  const tenants = officesOf(actor);
  if (tenants?.length === 0) authorize(actor, 'statistics:read', { tenant: null });
  const scope: StatisticsScope = { tenants, from, to };
  // One view of the database, so that the parts agree with each other.
  return ctx.store.transaction(
    async (tx) => {
      const byMonth = await countApplications(tx, scope, 'month');
      return {
        from,
        to,
        applications: byMonth.reduce((sum, { count }) => sum + count, 0),
        byMonth,
        byRegion: await countApplications(tx, scope, 'region'),
        byKind: await countApplications(tx, scope, 'kind'),
        byState: await countApplications(tx, scope, 'state'),
        refusalsByReason: await countRefusals(tx, scope),
        strongFindingsByEdit: await countEdits(tx, scope),
        workingDaysToDecision: summaryOf(
          (await readDecisionTimes(tx, scope)).map(({ submittedAt, decidedAt }) =>
            CALENDAR.workingDaysUntil(dateInChina(submittedAt), dateInChina(decidedAt)),
          ),
        ),
      };
    },
    { snapshot: true },
  );
}

/** The same figures as CSV with the columns `figure,group,value`. */
export function statisticsCsv(statistics: RegistryStatistics): string {
  const { byMonth, byRegion, byKind, byState, refusalsByReason, strongFindingsByEdit, workingDaysToDecision } =
    statistics;
  const grouped = { byMonth, byRegion, byKind, byState, refusalsByReason, strongFindingsByEdit };
  const rows = [
    ['applications', '', statistics.applications],
    ...Object.entries(grouped).flatMap(([figure, counts]) => counts.map(({ group, count }) => [figure, group, count])),
    ...Object.entries(workingDaysToDecision).map(([group, value]) => ['workingDaysToDecision', group, value ?? '']),
  ];
  return ['figure,group,value', ...rows.map((row) => row.join(','))].join('\r\n').concat('\r\n');
}

/** The offices whose figures the actor may read, or null for all. Work in an office alone is not enough: a panellist reads none. */
function officesOf(actor: Actor): readonly string[] | null {
  if (isPermitted(actor, 'statistics:read', { tenant: null })) return null;
  const offices = new Set(actor.staff.flatMap(({ tenant }) => tenant ?? []));
  return [...offices].filter((tenant) => isPermitted(actor, 'statistics:read', { tenant }));
}

function summaryOf(days: readonly number[]): RegistryStatistics['workingDaysToDecision'] {
  if (days.length === 0) return { decided: 0, median: null, mean: null, longest: null };
  const sorted = [...days].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return {
    decided: days.length,
    median,
    mean: days.reduce((sum, one) => sum + one, 0) / days.length,
    longest: sorted.at(-1)!,
  };
}
