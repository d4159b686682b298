import { listMotifRows, listOutdatedMotifs, replaceMotifPrint } from '../../store/motif-rows.ts';
import type { ServiceContext } from '../context.ts';
import { loadPicture } from '../live-records.ts';
import { storeBlobs } from '../pattern-blobs.ts';

/** Computes the fingerprints of motifs anew that are of another version than the engine's, or whose features are gone, as after a restore: backups do not hold them. Until then checks do not name them. Rejects never. */
export async function recomputeMotifs(ctx: ServiceContext, signal: AbortSignal): Promise<void> {
  const { fingerprint: version } = ctx.engine.versions;
  try {
    const outdated = new Set((await listOutdatedMotifs(ctx.store, version)).map(({ id }) => id));
    for (const { id, sha256 } of await listMotifRows(ctx.store)) {
      if (signal.aborted) return;
      if (!outdated.has(id) && (await ctx.blobs.has({ kind: 'features', sha256, version }))) continue;
      const picture = await loadPicture(ctx, sha256);
      const outcome = await ctx.engine.fingerprint(picture, { signal });
      if (outcome.status !== 'fingerprinted') {
        ctx.log.warn({ id, reason: outcome.reason }, 'motif not recomputed: this version cannot compare it');
        continue;
      }
      const { fingerprint } = outcome;
      await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
      const views = fingerprint.views.map(({ vector }) => vector);
      await ctx.store.transaction((tx) => replaceMotifPrint(tx, id, { version, views }));
    }
  } catch (error) {
    if (!signal.aborted) ctx.log.error({ err: error }, 'recomputing motifs stopped; it goes on at the next start');
  }
}
