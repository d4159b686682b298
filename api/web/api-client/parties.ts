import type { LinkView, PartyFileView } from '../../schemas/party.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson, sendForNothing } from './request.ts';

export type PartyFile = PartyFileView;
export type Party = Pick<PartyFile, 'id' | 'kind' | 'name' | 'tenant' | 'region' | 'creditCode' | 'verification'>;
export type PaperPurpose = PartyFile['documents'][number]['purpose'];

const get = <T>(path: string, common: Common): Promise<T> => sendForJson<T>({ ...common, method: 'GET', path });
const command = (method: 'POST' | 'DELETE', path: string, json: unknown, common: Common): Promise<void> =>
  sendForNothing({ ...common, method, path, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });

export const listParties = (common: Common): Promise<{ parties: readonly Party[] }> => get('v1/parties', common);

export const readParty = (id: string, common: Common): Promise<PartyFile> => get(`v1/parties/${id}`, common);

export const createParty = (
  party: {
    readonly kind: string;
    readonly name: string;
    readonly tenant: string;
    readonly creditCode: string | null;
    readonly residentId: string | null;
  },
  common: Common,
): Promise<Party> => sendForJson({ ...common, method: 'POST', path: 'v1/parties', body: JSON.stringify(party) });

export const paperUrl = (party: string, document: string): string => `v1/parties/${party}/documents/${document}`;

export function addPaper(
  id: string,
  file: File,
  purpose: PaperPurpose,
  common: Common,
): Promise<PartyFile['documents'][number]> {
  const body = new FormData();
  body.append('purpose', purpose);
  body.append('file', file, file.name);
  return sendForJson({ ...common, method: 'POST', path: `v1/parties/${id}/documents`, body });
}

export const submitIdentity = (id: string, common: Common): Promise<void> =>
  command('POST', `v1/parties/${id}/identity`, undefined, common);

export const listReviews = (common: Common): Promise<{ parties: readonly Party[] }> =>
  get('v1/identity-reviews', common);

export const reviewIdentity = (
  id: string,
  decision: 'verified' | 'refused',
  reason: string,
  common: Common,
): Promise<void> => command('POST', `v1/identity-reviews/${id}`, { decision, reason }, common);

export const addMember = (
  id: string,
  member: { readonly email: string; readonly manages: boolean },
  common: Common,
): Promise<void> => command('POST', `v1/parties/${id}/members`, member, common);

export const removeMember = (id: string, account: string, common: Common): Promise<void> =>
  command('DELETE', `v1/parties/${id}/members/${account}`, undefined, common);

export const grantAttorney = (
  id: string,
  power: { readonly agent: string; readonly document: string; readonly startsAt: string; readonly endsAt: string },
  common: Common,
): Promise<unknown> =>
  sendForJson({ ...common, method: 'POST', path: `v1/parties/${id}/attorneys`, body: JSON.stringify(power) });

export const endAttorney = (id: string, reason: string, common: Common): Promise<void> =>
  command('DELETE', `v1/attorneys/${id}`, { reason }, common);

export const listLinks = (common: Common): Promise<{ links: readonly LinkView[] }> => get('v1/account/links', common);

export const declareLink = (
  link: { readonly party: string; readonly kind: string; readonly note: string | null },
  common: Common,
): Promise<LinkView> =>
  sendForJson({ ...common, method: 'POST', path: 'v1/account/links', body: JSON.stringify(link) });

export const endLink = (id: string, reason: string, common: Common): Promise<void> =>
  command('DELETE', `v1/account/links/${id}`, { reason }, common);
