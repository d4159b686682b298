import type { TypicalLikeness } from '../core/finding.ts';
import type { Fingerprint } from '../core/fingerprint.ts';
import type { RunOptions, TaskPool } from './task-pool.ts';

/** What of everyone's drawings a picture shows, by a worker of the pool. */
export function nearestTypical(
  pool: TaskPool,
  { features, views }: Pick<Fingerprint, 'features' | 'views'>,
  options: RunOptions,
): Promise<TypicalLikeness | null> {
  const task = { features, views: views.map(({ vector }) => vector) };
  return pool.run<TypicalLikeness | null>('nearestTypical', task, options);
}
