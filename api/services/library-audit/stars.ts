/** What a star is made of: which of two records was first, and how alike they are. */
export interface StarPair {
  readonly laterKey: number;
  readonly earlierKey: number;
  readonly finding: { readonly score: number };
}

/** An earlier record and every later one that was itself found to be like it. */
export interface Star<Pair extends StarPair> {
  readonly referenceKey: number;
  /** By descending score; the last is the weakest. */
  readonly pairs: readonly Pair[];
}

/**
 * Stars round the earlier records, by descending score of their best pair. Never a chain: being like a member is not being like the reference. A pair
 * whose two records both stand round a third, still earlier one is not shown again.
 */
export function starsOf<Pair extends StarPair>(pairs: readonly Pair[]): Star<Pair>[] {
  const earlierOf = new Map<number, Set<number>>();
  for (const { laterKey, earlierKey } of pairs) {
    const known = earlierOf.get(laterKey);
    if (known) known.add(earlierKey);
    else earlierOf.set(laterKey, new Set([earlierKey]));
  }
  const sharesEarlier = ({ laterKey, earlierKey }: StarPair) => {
    const beforeBoth = earlierOf.get(earlierKey);
    if (!beforeBoth) return false;
    for (const key of earlierOf.get(laterKey)!) if (beforeBoth.has(key)) return true;
    return false;
  };
  const stars = new Map<number, Pair[]>();
  for (const pair of pairs) {
    if (sharesEarlier(pair)) continue;
    const members = stars.get(pair.earlierKey);
    if (members) members.push(pair);
    else stars.set(pair.earlierKey, [pair]);
  }
  return [...stars]
    .map(([referenceKey, members]) => ({ referenceKey, pairs: members.sort(byScore) }))
    .sort((a, b) => byScore(a.pairs[0]!, b.pairs[0]!) || a.referenceKey - b.referenceKey);
}

function byScore(a: StarPair, b: StarPair): number {
  return b.finding.score - a.finding.score || a.laterKey - b.laterKey;
}
