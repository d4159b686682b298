import type { ReportVerification } from '../../schemas/certificate.ts';
import { listSuccessors, type ReportRow, supersessionOf } from '../../store/report-rows.ts';
import type { ServiceContext } from '../context.ts';

/** What anybody who has a report, or its id, may know of it: whether it stands, and what came after. Nothing of what it says. */
export async function reportVerification(
  { store }: Pick<ServiceContext, 'store'>,
  row: ReportRow,
): Promise<ReportVerification> {
  const later = await listSuccessors(store, row.id);
  return {
    found: 'report',
    report: {
      id: row.id,
      kind: row.counters === null ? 'report' : 'counter-report',
      orderedAt: row.orderedAt.toISOString(),
      findingsSha256: row.findingsSha256,
      superseded: supersessionOf(row),
      replacedBy: later.filter(({ replaces }) => replaces === row.id).map(({ id }) => id),
      counteredBy: later.filter(({ counters }) => counters === row.id).map(({ id }) => id),
    },
  };
}
