import { type Fingerprint, type FingerprintOutcome, sniffFormat } from '../../engine/index.ts';
import type { ImportOutcome } from '../schemas/import-outcome.ts';
import type { PatternDetails } from '../schemas/pattern.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { sha256Of } from '../store/blob-store.ts';
import { appendChange } from '../store/change-feed.ts';
import { putFingerprint } from '../store/fingerprint-rows.ts';
import { findLiveId, insertPattern, lockPicture } from '../store/pattern-rows.ts';
import { makeId } from '../store/record-id.ts';
import type { Actor } from './access/actor.ts';
import { authorize } from './access/authorize.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { displayName, titleFromFileName } from './display-name.ts';
import { ServiceError } from './errors.ts';
import { storeBlobs } from './pattern-blobs.ts';

export interface PatternUpload {
  readonly picture: Uint8Array;
  /** As the sender calls it: shown, never used as a path. */
  readonly fileName: string;
  readonly details?: PatternDetails | undefined;
  /** Part of the bundled sample library. */
  readonly sample?: boolean;
}

/**
 * Adds a pattern, all or nothing: its files first, then one transaction. Once it returns `added`, the pattern outlives a
 * kill at any moment and every check of this process finds it. The same bytes again give `already-present` with the
 * existing id. Throws EngineError for a refused picture, ServiceError `not-comparable` for one without anything to compare.
 */
export async function importPattern(
  ctx: ServiceContext,
  upload: PatternUpload,
  options: CallOptions,
): Promise<ImportOutcome> {
  authorize(options.actor, 'pattern:add', { tenant: options.actor.tenant });
  const file = displayName(upload.fileName);
  const sha256 = sha256Of(upload.picture);
  const known = await findLiveId(ctx.store, sha256);
  if (known !== undefined) return { file, id: known, status: 'already-present' };
  const fingerprint = accepted(await ctx.engine.fingerprint(upload.picture, taskOptions(options)));
  await storeBlobs(ctx.blobs, sha256, upload.picture, fingerprint);
  const outcome = await record(ctx, { ...upload, fileName: file }, sha256, fingerprint, options.actor);
  // The pattern is safe by now; should this fail, the follower brings it to the index a little later.
  if (outcome.status === 'added')
    await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
  return outcome;
}

function accepted(outcome: FingerprintOutcome): Fingerprint {
  if (outcome.status === 'fingerprinted') return outcome.fingerprint;
  throw new ServiceError('not-comparable', {
    expected: 'a picture with something to compare',
    received: `one that is ${outcome.reason.replaceAll('-', ' ')} (${outcome.widthPx} × ${outcome.heightPx} pixels)`,
    remedy: 'Send a larger picture of the pattern itself.',
  });
}

function record(
  ctx: ServiceContext,
  { picture, fileName, details = {}, sample = false }: PatternUpload,
  sha256: string,
  fingerprint: Fingerprint,
  actor: Actor,
): Promise<ImportOutcome> {
  return ctx.store.transaction(async (tx): Promise<ImportOutcome> => {
    await lockPicture(tx, sha256);
    const known = await findLiveId(tx, sha256);
    if (known !== undefined) return { file: fileName, id: known, status: 'already-present' };
    // A removal of the same picture may have swept the files away before we got the lock.
    await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
    const now = ctx.clock();
    const id = makeId('SP', now);
    const key = await insertPattern(tx, {
      id,
      sha256,
      title: details.title ?? titleFromFileName(fileName),
      owner: details.owner ?? null,
      registrationNumber: details.registrationNumber ?? null,
      fileName,
      byteLength: picture.length,
      mediaFormat: formatOf(picture),
      widthPx: fingerprint.widthPx,
      heightPx: fingerprint.heightPx,
      sample,
      tenantId: actor.tenant,
      recordedAt: now,
      facts: details.dates ?? [],
    });
    await putFingerprint(tx, key, fingerprint, now);
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'import',
      object: { kind: 'pattern', id },
      tenant: actor.tenant,
    });
    await appendChange(tx, 'put', key, now);
    return { file: fileName, id, status: 'added' };
  });
}

function formatOf(picture: Uint8Array): string {
  const sniffed = sniffFormat(picture);
  return sniffed.kind === 'picture' ? sniffed.format : 'unknown';
}
