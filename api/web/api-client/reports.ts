import type { ReportOrder, ReportSummary } from '../../schemas/report.ts';
import type { Language } from '../language/messages.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForFile, sendForJson } from './request.ts';

const pathOf = (id: string): string => `v1/reports/${encodeURIComponent(id)}`;

/** The JSON of a report, as a link. */
export const reportUrl = pathOf;

export function orderReport(picture: File, order: ReportOrder, common: Common): Promise<ReportSummary> {
  const body = new FormData();
  body.set('picture', picture);
  body.set('order', JSON.stringify(order));
  return sendForJson({ ...common, method: 'POST', path: 'v1/reports', body });
}

export function listReports(common: Common): Promise<{ readonly reports: readonly ReportSummary[] }> {
  return sendForJson({ ...common, method: 'GET', path: 'v1/reports' });
}

export function reportDocument(id: string, language: Language, common: Common): Promise<Blob> {
  return sendForFile({
    ...common,
    method: 'POST',
    path: `${pathOf(id)}/documents`,
    body: JSON.stringify({ language }),
  });
}

export function reportBundle(id: string, language: Language, common: Common): Promise<Blob> {
  const body = JSON.stringify({ language, pictures: 'included' });
  return sendForFile({ ...common, method: 'POST', path: `${pathOf(id)}/bundles`, body });
}

export function orderCounterReport(
  id: string,
  order: Pick<ReportOrder, 'claimant' | 'respondent' | 'matter'> & { readonly findingsSha256: string },
  common: Common,
): Promise<ReportSummary> {
  return sendForJson({ ...common, method: 'POST', path: `${pathOf(id)}/counter-reports`, body: JSON.stringify(order) });
}
