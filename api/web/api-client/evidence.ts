import type { Capture, Evidence, EvidenceSummary, TakenEvidence } from '../../schemas/evidence.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForFile, sendForJson } from './request.ts';

const pathOf = (id: string): string => `v1/evidence/${encodeURIComponent(id)}`;

/** What a notary signs, as a link. */
export const statementUrl = (id: string): string => `${pathOf(id)}/statement`;

export function takeEvidence(picture: File, capture: Capture, common: Common): Promise<TakenEvidence> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  body.append('capture', JSON.stringify(capture));
  return sendForJson({ ...common, method: 'POST', path: 'v1/evidence', body });
}

export function listEvidence(common: Common): Promise<{ readonly evidence: readonly EvidenceSummary[] }> {
  return sendForJson({ ...common, method: 'GET', path: 'v1/evidence' });
}

export function readEvidence(id: string, common: Common): Promise<Evidence> {
  return sendForJson({ ...common, method: 'GET', path: pathOf(id) });
}

/** Stands in the custody list. */
export function getEvidencePicture(id: string, common: Common): Promise<Blob> {
  return sendForFile({ ...common, method: 'POST', path: `${pathOf(id)}/readings` });
}

export function handOverEvidence(
  id: string,
  order: { readonly to: string; readonly note?: string },
  common: Common,
): Promise<Evidence> {
  return sendForJson({ ...common, method: 'POST', path: `${pathOf(id)}/hand-overs`, body: JSON.stringify(order) });
}

export function cosignEvidence(id: string, signature: string, common: Common): Promise<Evidence> {
  const body = JSON.stringify({ signature });
  return sendForJson({ ...common, method: 'POST', path: `${pathOf(id)}/cosignatures`, body });
}
