import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { readSession, type Session, type SignedIn } from '../api-client/accounts.ts';
import { useTranslator } from '../language/language-context.tsx';

interface SessionState {
  /** Null until the server has said. */
  readonly session: Session | null;
  readonly setSession: (session: Session) => void;
  /** Asks the server again, after something that changes it. */
  readonly refresh: () => void;
}

const SessionContext = createContext<SessionState | null>(null);

/** Who is signed in, for every page. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useTranslator();
  const [session, setSession] = useState<Session | null>(null);
  const refresh = useCallback(() => {
    readSession({ language }).then(setSession, () => setSession({ signedIn: false }));
  }, [language]);
  useEffect(refresh, [refresh]);
  const state = useMemo(() => ({ session, setSession, refresh }), [session, refresh]);
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === null) throw new Error('useSession needs a SessionProvider above it.');
  return state;
}

/** Whether a second factor is set up for whoever has a role of staff, and was not shown in this session yet. */
export function hasFactorToShow(session: Session): session is SignedIn {
  if (!session.signedIn || session.staff.length === 0) return false;
  const { shown, totp, passkeys } = session.secondFactor;
  return !shown && (totp || passkeys > 0);
}
