import type { Verification } from '../../schemas/certificate.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson } from './request.ts';

/** One of them. Of a file its SHA-256 alone is sent. */
export type ShownQuery = { readonly id: string } | { readonly number: string } | { readonly sha256: string };

export function verifyShown(shown: ShownQuery, common: Common): Promise<Verification> {
  return sendForJson({ ...common, method: 'GET', path: `v1/verifications?${new URLSearchParams(shown)}` });
}
