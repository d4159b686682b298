import type { Fingerprint, FingerprintOutcome } from '../../engine/index.ts';
import type { ComparisonResult } from '../schemas/check-result.ts';
import { sha256Of } from '../store/blob-store.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { findLive, loadPicture } from './live-records.ts';

/** A picture, or the id of a record. */
export type ComparisonSide = { readonly picture: Uint8Array } | { readonly id: string };

interface Side {
  readonly sha256: string;
  readonly outcome: FingerprintOutcome;
}

/** Compares two pictures; the transform leads from the first to the second. Nothing of them is kept. */
export async function comparePictures(
  ctx: ServiceContext,
  first: ComparisonSide,
  second: ComparisonSide,
  options: CallOptions,
): Promise<ComparisonResult> {
  const start = performance.now();
  const [a, b] = await Promise.all([lookAt(ctx, first, options), lookAt(ctx, second, options)]);
  const result = await resultOf(a, b);
  ctx.meter.record({
    at: ctx.clock(),
    actor: options.actor.name,
    operation: 'compare',
    outcome: result.status === 'compared' ? result.finding.grade : result.status,
    worksSearched: 0,
    durationMs: result.timingsMs.total,
  });
  return result;

  async function resultOf(one: Side, other: Side): Promise<ComparisonResult> {
    const { versions } = ctx.engine;
    if (one.outcome.status === 'not-comparable')
      return { status: 'not-comparable', which: 'first', reason: one.outcome.reason, versions, timingsMs: elapsed() };
    if (other.outcome.status === 'not-comparable')
      return {
        status: 'not-comparable',
        which: 'second',
        reason: other.outcome.reason,
        versions,
        timingsMs: elapsed(),
      };
    const compareFrom = performance.now();
    const finding = await ctx.engine.compare(one.outcome.fingerprint, other.outcome.fingerprint, taskOptions(options));
    const timingsMs = { compare: performance.now() - compareFrom, ...elapsed() };
    return {
      status: 'compared',
      first: { sha256: one.sha256, ...sizeOf(one.outcome.fingerprint) },
      second: { sha256: other.sha256, ...sizeOf(other.outcome.fingerprint) },
      finding,
      versions,
      timingsMs,
    };
  }

  function elapsed(): { total: number } {
    return { total: performance.now() - start };
  }
}

/**
 * A record is fingerprinted anew from its picture: what is stored of it serves as a candidate, but lacks what only a
 * query needs.
 */
async function lookAt(ctx: ServiceContext, side: ComparisonSide, options: CallOptions): Promise<Side> {
  if ('picture' in side) return fingerprintOf(ctx, side.picture, options);
  const { sha256 } = await findLive(ctx, side.id, options.actor);
  return fingerprintOf(ctx, await loadPicture(ctx, sha256), options);
}

async function fingerprintOf(ctx: ServiceContext, picture: Uint8Array, options: CallOptions): Promise<Side> {
  return { sha256: sha256Of(picture), outcome: await ctx.engine.fingerprint(picture, taskOptions(options)) };
}

function sizeOf({ widthPx, heightPx }: Fingerprint): { widthPx: number; heightPx: number } {
  return { widthPx, heightPx };
}
