import { setTimeout as pause } from 'node:timers/promises';
import { EngineError } from '../../engine/index.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { appendChange } from '../store/change-feed.ts';
import { putFingerprint, readEntries } from '../store/fingerprint-rows.ts';
import { findRecord, lockPicture, walkPatterns } from '../store/pattern-rows.ts';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';
import { loadPicture } from './live-records.ts';
import { storeBlobs } from './pattern-blobs.ts';

const PATTERNS_PER_READ = 100;
/** Looking through a large library takes the database a third of a second: a server that starts answers its first requests before. */
const FIRST_READ_AFTER_MS = 500;
/** Long enough for people's requests to go first, short against the half second that an old pattern takes anyway. */
const WAIT_WHILE_BUSY_MS = 500;

interface Outdated {
  readonly key: number;
  readonly id: string;
  readonly sha256: string;
  readonly version: string | null;
}

/**
 * Computes anew, one after another while nobody else waits for the engine, every fingerprint of another version than the
 * engine's. Until then its pattern is not in the index: versions are never mixed. Ends early on `signal`, never rejects.
 */
export async function recomputeFingerprints(ctx: ServiceContext, signal: AbortSignal): Promise<void> {
  const version = ctx.engine.versions.fingerprint;
  let done = 0;
  let failed = 0;
  let afterKey = 0;
  try {
    await pause(FIRST_READ_AFTER_MS, undefined, { signal });
    while (!signal.aborted) {
      const outdated = await walkPatterns(ctx.store, afterKey, PATTERNS_PER_READ, version);
      if (outdated.length === 0) break;
      for (const pattern of outdated) {
        if (signal.aborted) return;
        afterKey = pattern.key;
        if (await recomputeOne(ctx, pattern, signal)) done++;
        else failed++;
      }
    }
  } catch (error) {
    if (!signal.aborted)
      ctx.log.error({ err: error }, 'recomputing fingerprints stopped; it goes on at the next start');
  }
  if (done + failed > 0) ctx.log.info({ done, failed, version }, 'fingerprints recomputed');
}

async function recomputeOne(ctx: ServiceContext, pattern: Outdated, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    try {
      await recompute(ctx, pattern, signal);
      return true;
    } catch (error) {
      const passes =
        (error instanceof EngineError && error.code === 'busy') ||
        (error instanceof ServiceError && error.code === 'database-unavailable');
      if (!passes || signal.aborted) {
        if (!signal.aborted) ctx.log.warn({ err: error, id: pattern.id }, 'fingerprint not recomputed');
        return false;
      }
      await pause(WAIT_WHILE_BUSY_MS);
    }
  }
}

async function recompute(ctx: ServiceContext, pattern: Outdated, signal: AbortSignal): Promise<void> {
  const { key, id, sha256 } = pattern;
  while (ctx.engine.load().waiting > 0 && !signal.aborted) await pause(WAIT_WHILE_BUSY_MS);
  const picture = await loadPicture(ctx, sha256);
  const outcome = await ctx.engine.fingerprint(picture, { signal });
  if (outcome.status === 'not-comparable') throw new Error(`this version finds the picture ${outcome.reason}`);
  const { fingerprint } = outcome;
  await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
  const replaced = await ctx.store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    const isLive = (await findRecord(tx, id))?.removed === false;
    // Another server on the same database may have been quicker.
    const current = (await readEntries(tx, [key])).get(key)?.version;
    if (!isLive || current === fingerprint.version) return false;
    const now = ctx.clock();
    await putFingerprint(tx, key, fingerprint, now);
    await appendAudit(tx, {
      at: now,
      actor: 'selvedge',
      action: 'recompute',
      object: { kind: 'pattern', id },
      reason: fingerprint.version,
    });
    await appendChange(tx, 'put', key, now);
    return true;
  });
  if (replaced && pattern.version !== null)
    await ctx.blobs.remove({ kind: 'features', sha256, version: pattern.version });
}
