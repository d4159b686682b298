import { type Fingerprint, type FingerprintOutcome, sniffFormat } from '../../engine/index.ts';
import type { ImportOutcome } from '../schemas/import-outcome.ts';
import type { PatternDetails } from '../schemas/pattern.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { sha256Of } from '../store/blob-store.ts';
import { appendChange } from '../store/change-feed.ts';
import type { Queryable } from '../store/database.ts';
import { putFingerprint } from '../store/fingerprint-rows.ts';
import { findLiveId, findRecord, insertPattern, lockPicture } from '../store/pattern-rows.ts';
import { makeId } from '../store/record-id.ts';
import type { Actor } from './access/actor.ts';
import { authorize } from './access/authorize.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { displayName, titleFromFileName } from './display-name.ts';
import { ServiceError } from './errors.ts';
import { storeBlobs } from './pattern-blobs.ts';
import { maySee } from './visibility.ts';

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
  if (known !== undefined) return present(ctx.store, file, known, options.actor);
  const fingerprint = acceptedFingerprint(await ctx.engine.fingerprint(upload.picture, taskOptions(options)));
  await storeBlobs(ctx.blobs, sha256, upload.picture, fingerprint);
  const { tenant } = options.actor;
  const accepted = { ...upload, fileName: file, sha256, fingerprint, tenant };
  const outcome = await ctx.store.transaction((tx) => recordPattern(ctx, tx, accepted, options.actor));
  // The pattern is safe by now; should this fail, the follower brings it to the index a little later.
  if (outcome.status === 'added')
    await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
  return outcome;
}

/** Says which record has the picture already, or, of one that he may not see, no more than that there is one. Throws `already-exists`. */
async function present(
  db: Queryable,
  file: string,
  id: string,
  actor: Actor,
): Promise<ImportOutcome & { readonly id: string }> {
  const record = await findRecord(db, id);
  if (record !== undefined && maySee(actor, record)) return { file, id, status: 'already-present' };
  throw new ServiceError('already-exists', {
    expected: 'a picture that no earlier record has',
    received: 'one that an earlier record has, which you may not see',
    remedy: 'Ask the office that keeps the record.',
  });
}

/** Throws `not-comparable`. */
export function acceptedFingerprint(outcome: FingerprintOutcome): Fingerprint {
  if (outcome.status === 'fingerprinted') return outcome.fingerprint;
  throw new ServiceError('not-comparable', {
    expected: 'a picture with something to compare',
    received: `one that is ${outcome.reason.replaceAll('-', ' ')} (${outcome.widthPx} × ${outcome.heightPx} pixels)`,
    remedy: 'Send a larger picture of the pattern itself.',
  });
}

/** What a pattern is recorded from: a picture that the engine has accepted. */
export interface AcceptedUpload extends PatternUpload {
  readonly sha256: string;
  readonly fingerprint: Fingerprint;
  /** The office that keeps it. */
  readonly tenant: string | null;
}

/** Records a pattern inside the caller's transaction, as its last step but one: the change feed stays locked from then on. */
export async function recordPattern(
  ctx: ServiceContext,
  tx: Queryable,
  { picture, fileName, details = {}, sample = false, sha256, fingerprint, tenant }: AcceptedUpload,
  actor: Actor,
): Promise<ImportOutcome & { readonly id: string }> {
  await lockPicture(tx, sha256);
  const known = await findLiveId(tx, sha256);
  if (known !== undefined) return present(tx, fileName, known, actor);
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
    tenantId: tenant,
    visibility: details.visibility ?? 'public',
    ownerPartyId: details.ownerParty ?? null,
    recordedAt: now,
    facts: details.dates ?? [],
  });
  await putFingerprint(tx, key, fingerprint, now);
  await appendAudit(tx, { at: now, actor: actor.name, action: 'import', object: { kind: 'pattern', id }, tenant });
  await appendChange(tx, 'put', key, now);
  return { file: fileName, id, status: 'added' };
}

export function formatOf(picture: Uint8Array): string {
  const sniffed = sniffFormat(picture);
  return sniffed.kind === 'picture' ? sniffed.format : 'unknown';
}
