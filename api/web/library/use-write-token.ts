import { useCallback, useState } from 'react';
import { forgetToken, heldToken, holdToken } from '../api-client/write-token.ts';

/** The write token of this tab, and a way to set or forget it. */
export function useWriteToken(): readonly [string | null, (token: string | null) => void] {
  const [token, setToken] = useState(heldToken);
  const change = useCallback((next: string | null): void => {
    if (next === null) forgetToken();
    else holdToken(next);
    setToken(next);
  }, []);
  return [token, change];
}
