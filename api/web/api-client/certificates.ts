import type { IssuedCertificate } from '../../schemas/certificate.ts';
import type { Language } from '../language/messages.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForFile, sendForJson } from './request.ts';

export const certificateUrl = (id: string): string => `v1/certificates/${encodeURIComponent(id)}`;

export function issueCertificate(application: string, language: Language, common: Common): Promise<IssuedCertificate> {
  const path = `v1/applications/${encodeURIComponent(application)}/certificates`;
  return sendForJson({ ...common, method: 'POST', path, body: JSON.stringify({ language }) });
}

export function makeBundle(certificate: string, pictures: 'included' | 'digests', common: Common): Promise<Blob> {
  const path = `${certificateUrl(certificate)}/bundles`;
  return sendForFile({ ...common, method: 'POST', path, body: JSON.stringify({ pictures }) });
}

export function issueDepositCertificate(deposit: string, language: Language, common: Common): Promise<Blob> {
  const path = `v1/deposits/${encodeURIComponent(deposit)}/certificates`;
  return sendForFile({ ...common, method: 'POST', path, body: JSON.stringify({ language }) });
}
