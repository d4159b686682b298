import type { AdvisersView, AwaitedOpinionsView, OpinionSummaryView } from '../../schemas/opinion.ts';
import type { Common } from './registration-endpoints.ts';
import { sendForJson, sendForNothing } from './request.ts';

export type Capacity = AwaitedOpinionsView['awaited'][number]['capacity'];

const caseUrl = (id: string, rest: string): string => `v1/applications/${encodeURIComponent(id)}/${rest}`;

export const readOpinions = (id: string, common: Common): Promise<OpinionSummaryView> =>
  sendForJson({ ...common, method: 'GET', path: caseUrl(id, 'opinions') });

export const listAwaitedOpinions = (common: Common): Promise<AwaitedOpinionsView> =>
  sendForJson({ ...common, method: 'GET', path: 'v1/awaited-opinions' });

export const listAdvisers = (id: string, capacity: Capacity, common: Common): Promise<AdvisersView> =>
  sendForJson({ ...common, method: 'GET', path: caseUrl(id, `advisers?${new URLSearchParams({ capacity })}`) });

export const inviteOpinions = (
  id: string,
  request: { readonly capacity: Capacity; readonly accounts: readonly string[] },
  common: Common,
): Promise<void> =>
  sendForNothing({
    ...common,
    method: 'POST',
    path: caseUrl(id, 'opinion-invitations'),
    body: JSON.stringify(request),
  });

export interface NewOpinion {
  readonly capacity: Capacity;
  readonly conflict: boolean;
  readonly conflictNote?: string;
  readonly vote?: 'grant' | 'refuse';
  readonly statement: string;
}

export const giveOpinion = (id: string, opinion: NewOpinion, common: Common): Promise<void> =>
  sendForNothing({ ...common, method: 'POST', path: caseUrl(id, 'opinions'), body: JSON.stringify(opinion) });

export const opinionProofUrl = (application: string, opinion: string): string =>
  `v1/applications/${application}/opinions/${opinion}/proof`;
