import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { readSession, type Session } from '../api-client/accounts.ts';
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
