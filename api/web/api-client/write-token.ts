const STORAGE_KEY = 'selvedge.writeToken';

/** The write token lives in this tab's session storage only: it goes when the tab is closed and is never sent to another origin. */
export function heldToken(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

export function holdToken(token: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, token);
  } catch {
    // A browser that forbids storage: the page keeps the token in its own state while it is open.
  }
}

export function forgetToken(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // As above.
  }
}
