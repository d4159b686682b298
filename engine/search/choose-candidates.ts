import type { PatternCandidate } from './pattern-index.ts';

/** What a search of an index found before it is narrowed down: keys by channel, the best first, and every channel's measure of each. */
export interface Shortlist {
  /** Asked for of each channel; one that gives fewer has no more. */
  readonly length: number;
  readonly byEmbedding: readonly number[];
  readonly byHash: readonly number[];
  readonly byColour: readonly number[];
  readonly candidates: readonly PatternCandidate[];
}

/** Share of the places that each channel's best have for certain, whatever the others say; the rest go by `preRank`. Colour is the weakest. */
const RESERVED = { embedding: 0.5, hash: 0.2, colour: 0.1 };

/** The `count` most promising patterns of those that `belongs` lets through, in descending order of `preRank`, ties by key. */
export function chooseCandidates(
  { byEmbedding, byHash, byColour, candidates }: Shortlist,
  count: number,
  belongs: (key: number) => boolean,
): readonly PatternCandidate[] {
  const [embedding, hash, colour] = [byEmbedding, byHash, byColour].map((keys) => keys.filter(belongs)) as [
    number[],
    number[],
    number[],
  ];
  const reserved = new Set([
    ...first(embedding, count * RESERVED.embedding),
    ...first(hash, count * RESERVED.hash),
    ...first(colour, count * RESERVED.colour),
  ]);
  const keys = new Set([...first(embedding, count), ...first(hash, count), ...reserved]);
  const eligible = candidates.filter(({ key }) => keys.has(key)).sort(byPreRank);
  const others = eligible.filter(({ key }) => !reserved.has(key));
  return eligible
    .filter(({ key }) => reserved.has(key))
    .concat(others)
    .slice(0, count)
    .sort(byPreRank);
}

/** Whether a longer list could give `count` of these patterns another choice: where it cannot, nothing is missed. */
export function isSettled(
  { length, byEmbedding, byHash, byColour }: Shortlist,
  count: number,
  belongs: (key: number) => boolean,
): boolean {
  const holds = (keys: readonly number[], wanted: number): boolean =>
    keys.length < length || keys.filter(belongs).length >= Math.ceil(wanted);
  return holds(byEmbedding, count) && holds(byHash, count) && holds(byColour, count * RESERVED.colour);
}

function byPreRank(a: PatternCandidate, b: PatternCandidate): number {
  return b.preRank - a.preRank || a.key - b.key;
}

function first(keys: readonly number[], count: number): readonly number[] {
  return keys.slice(0, Math.ceil(count));
}
