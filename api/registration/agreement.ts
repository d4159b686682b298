/**
 * Krippendorff's alpha for nominal votes (K. Krippendorff, Content Analysis, chapter 12): 1 − observed over expected disagreement. `units` holds the votes on each
 * question; units with one vote pair nothing and do not count. 1 is full agreement, 0 what chance gives, below 0 worse than chance; null where nothing can
 * be paired or only one answer was ever given.
 */
export function krippendorffAlpha(units: readonly (readonly string[])[]): number | null {
  const paired = units.filter((votes) => votes.length > 1);
  const totals = new Map<string, number>();
  let n = 0;
  let observed = 0;
  for (const votes of paired) {
    const counts = countOf(votes);
    for (const [value, count] of counts) totals.set(value, (totals.get(value) ?? 0) + count);
    n += votes.length;
    const agreeing = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0);
    observed += (votes.length * (votes.length - 1) - agreeing) / (votes.length - 1);
  }
  if (n < 2) return null;
  const agreeingByChance = [...totals.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  const expected = (n * (n - 1) - agreeingByChance) / (n - 1);
  return expected === 0 ? null : 1 - observed / expected;
}

/** Share of the votes that the most frequent answer has, 0–1; null without votes. */
export function majorityShare(votes: readonly string[]): number | null {
  return votes.length === 0 ? null : Math.max(...countOf(votes).values()) / votes.length;
}

function countOf(votes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1);
  return counts;
}
