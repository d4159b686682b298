import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useSession } from '../account/session-context.tsx';
import { listNotifications } from '../api-client/inbox.ts';
import { useTranslator } from '../language/language-context.tsx';
import { useHash } from '../shell/router.ts';

interface Unread {
  /** Notices that were not read yet; 0 for whoever is not signed in. */
  readonly unread: number;
  /** Asks the server again. */
  readonly refresh: () => void;
}

const UnreadContext = createContext<Unread>({ unread: 0, refresh: () => undefined });

/** How many notices wait, for every page; asked for anew whenever a page is turned to. */
export function UnreadProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useTranslator();
  const { session } = useSession();
  const hash = useHash();
  const account = session?.signedIn === true ? session.account.id : null;
  const [unread, setUnread] = useState(0);
  const refresh = useCallback(() => {
    if (account === null) setUnread(0);
    else
      listNotifications({ limit: 1 }, { language }).then(
        (page) => setUnread(page.unread),
        // The page itself says what is wrong; the number beside its link is left out.
        () => setUnread(0),
      );
  }, [account, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page turned to is a moment to ask
  useEffect(refresh, [refresh, hash]);
  const value = useMemo(() => ({ unread, refresh }), [unread, refresh]);
  return <UnreadContext value={value}>{children}</UnreadContext>;
}

export const useUnread = (): Unread => useContext(UnreadContext);
