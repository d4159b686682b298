import type { TypedForm } from '../api-client/registration-endpoints.ts';

/** What was typed and is not stored yet, on top of the version it was typed over. */
export interface KeptDraft {
  readonly version: number;
  readonly form: TypedForm;
}

const keyOf = (id: string): string => `selvedge.draft.${id}`;

/** Kept in this tab's session storage, so that neither a reload nor a session that has ended loses it, and nobody after us reads it. */
export function keepDraft(id: string, draft: KeptDraft): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(draft));
  } catch {
    // A browser that forbids storage: the page keeps it while it is open.
  }
}

export function keptDraft(id: string): KeptDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as KeptDraft | null;
  } catch {
    return null;
  }
}

export function forgetDraft(id: string): void {
  try {
    sessionStorage.removeItem(keyOf(id));
  } catch {
    // As above.
  }
}
