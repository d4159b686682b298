import type { CalendarDate } from './calendar/dates.ts';
import { addShares, compareShares, type Share, subtractShares, WHOLE } from './share.ts';

/** How a right passes. `origin` begins a chain and happens once. */
export const CHAIN_EVENTS = ['origin', 'transfer', 'inheritance', 'court-order'] as const;
export type ChainEvent = (typeof CHAIN_EVENTS)[number];

export interface ChainHolding {
  readonly holder: string;
  readonly share: Share;
}

/** One link of the chain, in the order of `effectiveOn`; what it rests on is named with it. */
export interface ChainEntry {
  readonly event: ChainEvent;
  readonly effectiveOn: CalendarDate;
  /** Whose share passes; null for the origin. */
  readonly from: string | null;
  readonly to: readonly ChainHolding[];
  readonly basis: string;
  readonly evidence: readonly string[];
}

export type ChainFault =
  | { readonly code: 'origin-misplaced' }
  | { readonly code: 'not-whole' }
  | { readonly code: 'before-the-last'; readonly last: CalendarDate }
  | { readonly code: 'not-a-holder'; readonly holders: readonly string[] }
  | { readonly code: 'share-too-large'; readonly held: Share }
  | { readonly code: 'nothing-passes' };

/** The chain with one more entry, or why that entry cannot follow. */
export function appendToChain(
  chain: readonly ChainEntry[],
  entry: ChainEntry,
): { readonly chain: readonly ChainEntry[] } | { readonly fault: ChainFault } {
  const fault = faultOf(chain, entry);
  return fault === undefined ? { chain: [...chain, entry] } : { fault };
}

/** Who holds what at the end of a day, by name; nobody before the origin. Shares always sum to the whole. */
export function holdersOn(chain: readonly ChainEntry[], date: CalendarDate): ReadonlyMap<string, Share> {
  const holders = new Map<string, Share>();
  for (const { effectiveOn, from, to } of chain) {
    if (effectiveOn > date) break;
    if (from !== null) {
      const rest = to.reduce((left, { share }) => subtractShares(left, share), holders.get(from)!);
      if (rest.numerator === 0n) holders.delete(from);
      else holders.set(from, rest);
    }
    for (const { holder, share } of to) holders.set(holder, addShares(holders.get(holder), share));
  }
  return holders;
}

/** Who holds what after all entries. */
export function currentHolders(chain: readonly ChainEntry[]): ReadonlyMap<string, Share> {
  return holdersOn(chain, chain.at(-1)?.effectiveOn ?? '');
}

function faultOf(chain: readonly ChainEntry[], { event, effectiveOn, from, to }: ChainEntry): ChainFault | undefined {
  if ((event === 'origin') !== (chain.length === 0) || (event === 'origin') !== (from === null))
    return { code: 'origin-misplaced' };
  if (to.length === 0 || to.some(({ holder }) => holder === from)) return { code: 'nothing-passes' };
  const passing = to.reduce<Share | undefined>((sum, { share }) => addShares(sum, share), undefined)!;
  if (from === null) return compareShares(passing, WHOLE) === 0 ? undefined : { code: 'not-whole' };
  const last = chain.at(-1)!.effectiveOn;
  if (effectiveOn < last) return { code: 'before-the-last', last };
  const holders = currentHolders(chain);
  const held = holders.get(from);
  if (held === undefined) return { code: 'not-a-holder', holders: [...holders.keys()] };
  return compareShares(passing, held) > 0 ? { code: 'share-too-large', held } : undefined;
}
