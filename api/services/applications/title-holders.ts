import { formatShare, parseShare } from '../../registration/share.ts';
import { type ChainEntry, holdersOn } from '../../registration/title-chain.ts';
import type { TitleRow } from '../../store/applications/title-rows.ts';

export interface TitleHolder {
  /** Id of a party, or the name of somebody without an account. */
  readonly holder: string;
  readonly name: string;
  readonly share: string;
}

/** The entries that say who holds the right: licences change no holder. */
export function chainOf(entries: readonly TitleRow[]): readonly ChainEntry[] {
  return entries.flatMap(({ event, effectiveOn, fromHolder, toHolders, basis, evidence }) => {
    if (event === 'licence') return [];
    const to = toHolders.map(({ holder, share = '1/1' }) => ({ holder, share: parseShare(share) }));
    return [{ event, effectiveOn, from: fromHolder, to, basis, evidence }];
  });
}

/** Who holds the right on a day, with names and shares. */
export function titleHolders(entries: readonly TitleRow[], date: string): readonly TitleHolder[] {
  const names = new Map(entries.flatMap(({ toHolders }) => toHolders.map(({ holder, name }) => [holder, name])));
  return [...holdersOn(chainOf(entries), date)].map(([holder, share]) => ({
    holder,
    name: names.get(holder) ?? holder,
    share: formatShare(share),
  }));
}
