import type { CheckResult, ComparisonResult } from '../../schemas/check-result.ts';
import type { ImportOutcome } from '../../schemas/import-outcome.ts';
import type { PatternDetails, PatternPage, PatternRecord } from '../../schemas/pattern.ts';
import type { Language } from '../language/messages.ts';
import { sendForJson, sendForNothing } from './request.ts';

interface Common {
  readonly language: Language;
  readonly signal?: AbortSignal | undefined;
  readonly onSent?: ((share: number) => void) | undefined;
}

/** Candidates asked for in one check. */
const CHECK_LIMIT = 12;
const PAGE_LIMIT = 24;

export const patternImageUrl = (id: string): string => `v1/patterns/${encodeURIComponent(id)}/image`;
export const patternThumbnailUrl = (id: string): string => `v1/patterns/${encodeURIComponent(id)}/thumbnail`;

export function checkPicture(picture: File, common: Common): Promise<CheckResult> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  return sendForJson({ ...common, method: 'POST', path: `v1/checks?limit=${CHECK_LIMIT}`, body });
}

/** A side of a comparison: a picture of the user's, or the id of a record. */
export type ComparisonSide = File | string;

export function comparePictures(
  first: ComparisonSide,
  second: ComparisonSide,
  common: Common,
): Promise<ComparisonResult> {
  const body = new FormData();
  for (const [field, side] of [
    ['first', first],
    ['second', second],
  ] as const) {
    if (typeof side === 'string') body.append(field, side);
    else body.append(field, side, side.name);
  }
  return sendForJson({ ...common, method: 'POST', path: 'v1/comparisons', body });
}

export function listPatterns(
  query: { readonly text: string; readonly cursor?: string | undefined },
  common: Common,
): Promise<PatternPage> {
  const parameters = new URLSearchParams({ limit: String(PAGE_LIMIT) });
  if (query.text !== '') parameters.set('text', query.text);
  if (query.cursor !== undefined) parameters.set('cursor', query.cursor);
  return sendForJson({ ...common, method: 'GET', path: `v1/patterns?${parameters}` });
}

export function readPattern(id: string, common: Common): Promise<PatternRecord> {
  return sendForJson({ ...common, method: 'GET', path: `v1/patterns/${encodeURIComponent(id)}` });
}

export function addPattern(
  picture: File,
  details: PatternDetails,
  token: string,
  common: Common,
): Promise<ImportOutcome> {
  const body = new FormData();
  body.append('picture', picture, picture.name);
  body.append('details', JSON.stringify(details));
  return sendForJson({ ...common, method: 'POST', path: 'v1/patterns', body, token });
}

export function removePattern(id: string, reason: string, token: string, common: Common): Promise<void> {
  return sendForNothing({
    ...common,
    method: 'DELETE',
    path: `v1/patterns/${encodeURIComponent(id)}`,
    body: JSON.stringify({ reason }),
    token,
  });
}
