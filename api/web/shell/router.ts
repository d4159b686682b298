import { useSyncExternalStore } from 'react';
import { hrefOf, type Route } from './route.ts';

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

export function goTo(route: Exclude<Route, { page: 'missing' }>): void {
  location.hash = hrefOf(route);
}
