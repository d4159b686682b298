import type { AuditPageView } from '../../schemas/audit.ts';
import type { DeadlinesView } from '../../schemas/notice.ts';
import { instantInChina } from '../forms/china-day.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson } from './request.ts';

/** A year is as far as anybody looks ahead. */
export const readDeadlines = (common: Common): Promise<DeadlinesView> =>
  sendForJson({ ...common, method: 'GET', path: 'v1/deadlines?days=366' });

/** What entries of the audit trail are asked for by; nothing typed asks for all. Days are those of China. */
export interface AuditFilter {
  readonly objectKind: string;
  readonly objectId: string;
  readonly actor: string;
  readonly from: string;
  readonly until: string;
}

const AUDIT_PAGE = 100;

function queryOf({ from, until, ...words }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, word] of Object.entries(words)) if (word.trim() !== '') query.set(name, word.trim());
  if (from !== '') query.set('from', instantInChina(from, '00:00:00'));
  if (until !== '') query.set('until', instantInChina(until, '24:00:00'));
  return query;
}

export function readAudit(filter: AuditFilter, before: number | undefined, common: Common): Promise<AuditPageView> {
  const query = queryOf(filter);
  query.set('limit', String(AUDIT_PAGE));
  if (before !== undefined) query.set('before', String(before));
  return sendForJson({ ...common, method: 'GET', path: `v1/audit?${query}` });
}

export function auditExportUrl(filter: AuditFilter, format: 'csv' | 'jsonl'): string {
  const query = queryOf(filter);
  query.set('format', format);
  return `v1/audit/export?${query}`;
}
