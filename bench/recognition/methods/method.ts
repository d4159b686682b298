import { type ScoredCheck, scoredCheck } from '../measure/scored-check.ts';
import type { Check } from '../plan.ts';

/** A picture by its content hash. */
export type Content = string;

/** Scores every registered picture for a query; higher is more alike. */
export interface Method {
  readonly name: string;
  /** Similarities of a query to the pictures it was prepared with, in their order; undefined where the method cannot describe the query. */
  readonly similarities: (query: Content) => Promise<Float32Array | undefined>;
}

export interface MethodInput {
  readonly names: readonly string[];
  readonly checks: readonly { readonly check: Check; readonly content: Content }[];
}

/** Records a method returns. */
const LIMIT = 20;

/** Ranks the library for every check. Records that are neither right nor wrong are passed over. */
export async function scoreChecks(
  method: Method,
  { names, checks }: MethodInput,
  progress: (done: number) => void,
): Promise<ScoredCheck[]> {
  const scored: ScoredCheck[] = [];
  for (const { check, content } of checks) {
    const similarities = await method.similarities(content);
    scored.push(scoredCheck(check, similarities ? bestOf(similarities, names, check.passed) : []));
    progress(scored.length);
  }
  return scored;
}

function bestOf(similarities: Float32Array, names: readonly string[], passed: readonly string[]) {
  const best: { name: string; score: number }[] = [];
  for (let i = 0; i < similarities.length; i++) {
    const score = similarities[i]!;
    if (best.length === LIMIT && score <= best[LIMIT - 1]!.score) continue;
    const name = names[i]!;
    if (passed.includes(name)) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.score < score) at--;
    best.splice(at, 0, { name, score });
    if (best.length > LIMIT) best.pop();
  }
  return best;
}

/** One number from two descriptions, and how they are made. */
export interface Similarity<Description> {
  readonly name: string;
  readonly describe: (content: Content) => Promise<Description | undefined>;
  readonly similarity: (query: Description, record: Description) => number;
}

/** A method that compares a query with each record, one by one. */
export async function exhaustive<Description>(
  { name, describe, similarity }: Similarity<Description>,
  library: readonly Content[],
): Promise<Method> {
  const records: (Description | undefined)[] = [];
  for (const content of library) records.push(await describe(content));
  return {
    name,
    similarities: async (content) => {
      const query = await describe(content);
      if (query === undefined) return undefined;
      return Float32Array.from(records, (record) => (record === undefined ? -1 : similarity(query, record)));
    },
  };
}

/** Background pictures whose mean similarity to the query is taken off. */
const NEAREST_BACKGROUND = 3;

/**
 * Score normalisation as in the Image Similarity Challenge (DISC21): the mean similarity to the query's nearest background pictures is taken off, so that scores of different queries mean the same.
 * `background` is the method over pictures that are related to nothing in the library.
 */
export const normalised = (method: Method, background: Method): Method => ({
  name: `${method.name}, normalised`,
  similarities: async (content) => {
    const similarities = await method.similarities(content);
    const unrelated = await background.similarities(content);
    if (!similarities || !unrelated) return undefined;
    const level = nearestMean(unrelated);
    return similarities.map((similarity) => similarity - level);
  },
});

const nearestMean = (similarities: Float32Array): number => {
  const nearest = Float32Array.from(similarities).sort().slice(-NEAREST_BACKGROUND);
  return nearest.reduce((sum, value) => sum + value, 0) / nearest.length;
};

/** Similarities added up, the second with a weight. Where the second has nothing to say the first stands alone. */
export const combined = (name: string, first: Method, second: Method, weight: number): Method => ({
  name,
  similarities: async (content) => {
    const [one, other] = [await first.similarities(content), await second.similarities(content)];
    return one && other ? one.map((similarity, i) => similarity + weight * other[i]!) : one;
  },
});

/** Answers of a method kept while several combinations ask for them. */
export function remembered(method: Method): Method {
  const known = new Map<Content, Promise<Float32Array | undefined>>();
  return {
    name: method.name,
    similarities: (content) => {
      const answer = known.get(content) ?? method.similarities(content);
      known.set(content, answer);
      return answer;
    },
  };
}
