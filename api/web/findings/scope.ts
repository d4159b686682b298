import type { Translator } from '../language/messages.ts';

/** Whether a finding is about the user's picture and a record, or about two given pictures. */
export type Scope = 'library' | 'pair';

/** How the two pictures are called in a sentence. */
export function scopeNames(
  scope: Scope,
  t: Translator,
): { readonly queryName: string; readonly candidateName: string } {
  return { queryName: t.text(`scope.${scope}.query`), candidateName: t.text(`scope.${scope}.candidate`) };
}
