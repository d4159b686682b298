import type { ReportSummary } from '../../schemas/report.ts';
import { type ReportRow, supersessionOf } from '../../store/report-rows.ts';

/** What is told of a report beside its content. */
export function summaryOf(row: ReportRow): ReportSummary {
  return {
    id: row.id,
    orderedAt: row.orderedAt.toISOString(),
    grade: row.grade as ReportSummary['grade'],
    findingsSha256: row.findingsSha256,
    counters: row.counters,
    replaces: row.replaces,
    superseded: supersessionOf(row),
  };
}
