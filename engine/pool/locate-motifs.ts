import { bestCosine } from '../core/cosine.ts';
import type { Fingerprint } from '../core/fingerprint.ts';
import type { KnownMotif, MotifSighting, TaskOptions } from '../engine.ts';
import type { MotifLikeness } from '../pipeline/verify/locate-motifs.ts';
import type { MotifTask } from './engine-worker.ts';
import type { TaskPool } from './task-pool.ts';

/** Motifs whose geometry is looked at: the nearest by embedding. */
const VERIFIED_MOTIFS = 8;

/** The known motifs that a picture shows, the surest first. */
export async function locateMotifs(
  pool: TaskPool,
  { features, views }: Pick<Fingerprint, 'features' | 'views'>,
  motifs: readonly KnownMotif[],
  { signal }: TaskOptions,
): Promise<MotifSighting[]> {
  if (motifs.length === 0) return [];
  const vectors = views.map(({ vector }) => vector);
  const nearest = motifs
    .map((motif) => ({ motif, embeddingCosine: bestCosine(vectors, motif.views) }))
    .sort((a, b) => b.embeddingCosine - a.embeddingCosine)
    .slice(0, VERIFIED_MOTIFS);
  const task: MotifTask = {
    picture: features,
    motifs: nearest.map(({ motif, embeddingCosine }) => ({ features: motif.features, embeddingCosine })),
  };
  const likenesses = await pool.run<(MotifLikeness | null)[]>('locateMotifs', task, { signal, urgent: true });
  return likenesses
    .flatMap((likeness, i) => (likeness ? [{ id: nearest[i]!.motif.id, ...likeness }] : []))
    .sort((a, b) => b.logOdds - a.logOdds);
}
