import type { AnyOperation } from '../../http/operation.ts';
import { createReportBundle } from './create-report-bundle.ts';
import { listReports } from './list-reports.ts';
import { orderCounterReport } from './order-counter-report.ts';
import { orderReport } from './order-report.ts';
import { readReport } from './read-report.ts';
import { readReportDocument } from './read-report-document.ts';
import { supersedeReport } from './supersede-report.ts';

export const REPORT_OPERATIONS: readonly AnyOperation[] = [
  orderReport,
  listReports,
  readReport,
  readReportDocument,
  createReportBundle,
  orderCounterReport,
  supersedeReport,
];
