import type { Finding } from '../core/finding.ts';
import type { SearchEntry } from '../core/fingerprint.ts';
import { GRADES, type Grade } from '../core/vocabulary.ts';
import type { FeatureSource, LibraryFinding, NeighbourBatch, NeighbourOptions, TaskOptions } from '../engine.ts';
import { channelScores } from '../pipeline/channel-scores.ts';
import type { ComparedRows, NearestRows } from '../search/nearest-rows.ts';
import type { CandidateTask, ComparisonTask, NeighboursTask } from './engine-worker.ts';
import { nearestTypical } from './nearest-typical.ts';
import type { TaskPool } from './task-pool.ts';

/** Patterns a task looks at: a fraction of a second's work, so that a cancelled run ends soon and progress is seen. */
const PATTERNS_A_TASK = 256;
/** Nobody waits for an answer, and a machine may have better things to do. */
const TASK_TIMEOUT_MS = 300_000;

/** The nearest of every pattern after `afterKey`, batch by batch in the order of keys; as many batches under way as there are workers. */
export async function* neighbourBatches(
  pool: TaskPool,
  rows: ComparedRows,
  { count, afterKey = 0, signal }: NeighbourOptions,
): AsyncGenerator<NeighbourBatch> {
  const total = rows.keys.length;
  const begin = rows.keys.findIndex((key) => key > afterKey);
  if (begin < 0) return;
  const underWay: { readonly from: number; readonly until: number; readonly result: Promise<NearestRows> }[] = [];
  let next = begin;
  const start = () => {
    const [from, until] = [next, Math.min(total, next + PATTERNS_A_TASK)];
    const task: NeighboursTask = { rows, from, until, count };
    const result = pool.run<NearestRows>('nearestRows', task, { signal, timeoutMs: TASK_TIMEOUT_MS });
    // Told by whoever takes the batch.
    result.catch(() => undefined);
    underWay.push({ from, until, result });
    next = until;
  };
  while (next < total || underWay.length > 0) {
    while (next < total && underWay.length < pool.workers) start();
    const { from, until, result } = underWay.shift()!;
    const { count: found, keys: nearest, cosines } = await result;
    yield { keys: rows.keys.slice(from, until), count: found, nearest, cosines, done: until, total };
  }
}

/** Patterns as the index keeps them, by key. */
export type EntrySource = (
  keys: readonly number[],
) => Promise<readonly { readonly key: number; readonly entry: SearchEntry }[]>;

/**
 * Verifies one stored pattern against others, as a check of its picture would. Of its hashes only the upright form is stored, so that PDQ distances are
 * of upright pictures. Whatever is gone is left out.
 */
export async function compareStored(
  pool: TaskPool,
  sources: { readonly entries: EntrySource; readonly features: FeatureSource },
  queryKey: number,
  candidateKeys: readonly number[],
  { signal }: TaskOptions,
): Promise<LibraryFinding[]> {
  const keys = [queryKey, ...candidateKeys];
  const [entries, features] = await Promise.all([sources.entries(keys), sources.features(keys)]);
  const entryOf = new Map(entries.map(({ key, entry }) => [key, entry]));
  const query = entryOf.get(queryKey);
  const encoded = features.get(queryKey);
  if (!query || !encoded) return [];
  const forms = { pdq: [query.pdq], edgePdq: [query.edgePdq] };
  const candidates = candidateKeys.flatMap((key) => {
    const [entry, stored] = [entryOf.get(key), features.get(key)];
    return entry && stored ? [{ key, task: { features: stored, channels: channelScores(query, forms, entry) } }] : [];
  });
  const compare = async (chosen: typeof candidates, typical: ComparisonTask['typical']): Promise<LibraryFinding[]> => {
    if (chosen.length === 0) return [];
    const task: ComparisonTask = {
      query: [encoded],
      typical,
      candidates: chosen.map(({ task }): CandidateTask => task),
    };
    const findings = await pool.run<Finding[]>('compareMany', task, { signal, timeoutMs: TASK_TIMEOUT_MS });
    return findings.map((finding, i) => ({ ...finding, key: chosen[i]!.key }));
  };
  const found = await compare(candidates, null);
  // Typical drawings only ever lower a grade, and most pairs of an audit have none to lower.
  const lowerable = new Set(found.filter(({ grade }) => isAbove(grade, 'common-elements-only')).map(({ key }) => key));
  if (lowerable.size === 0) return found;
  const typical = await nearestTypical(pool, { features: encoded, views: query.views }, { signal });
  const regraded = await compare(
    candidates.filter(({ key }) => lowerable.has(key)),
    typical,
  );
  return [...found.filter(({ key }) => !lowerable.has(key)), ...regraded];
}

const isAbove = (grade: Grade, other: Grade): boolean => GRADES.indexOf(grade) < GRADES.indexOf(other);
