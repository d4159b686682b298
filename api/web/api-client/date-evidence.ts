import type { EvidenceView } from '../../schemas/application.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson, sendForNothing } from './request.ts';

export const dateEvidenceUrl = (application: string, evidence: string): string =>
  `v1/applications/${application}/date-evidence/${evidence}`;

export function addDateEvidence(
  application: string,
  file: File,
  details: { readonly about: string; readonly title: string },
  common: Common,
): Promise<EvidenceView> {
  const body = new FormData();
  body.append('details', JSON.stringify(details));
  body.append('file', file, file.name);
  return sendForJson({ ...common, method: 'POST', path: `v1/applications/${application}/date-evidence`, body });
}

export const removeDateEvidence = (application: string, evidence: string, common: Common): Promise<void> =>
  sendForNothing({ ...common, method: 'DELETE', path: dateEvidenceUrl(application, evidence) });
