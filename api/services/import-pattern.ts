import { type Fingerprint, type FingerprintOutcome, sniffFormat } from '../../engine/index.ts';
import type { ImportOutcome } from '../schemas/import-outcome.ts';
import type { PatternDetails } from '../schemas/pattern.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { sha256Of } from '../store/blob-store.ts';
import { appendChange } from '../store/change-feed.ts';
import type { Queryable } from '../store/database.ts';
import { putFingerprint } from '../store/fingerprint-rows.ts';
import { findLiveRecords, insertPattern, lockPicture, type NewPattern } from '../store/pattern-rows.ts';
import { makeId } from '../store/record-id.ts';
import type { Actor } from './access/actor.ts';
import { authorize } from './access/authorize.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { displayName, titleFromFileName } from './display-name.ts';
import { ServiceError } from './errors.ts';
import { storeBlobs } from './pattern-blobs.ts';
import { logImportedRecord } from './proof/imported-records.ts';
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
  const ownerParty = upload.details?.ownerParty ?? null;
  const known = await findPresent(ctx.store, sha256, ownerParty, options.actor);
  if (known !== undefined) return { file, id: known, status: 'already-present' };
  const fingerprint = acceptedFingerprint(await ctx.engine.fingerprint(upload.picture, taskOptions(options)));
  await storeBlobs(ctx.blobs, sha256, upload.picture, fingerprint);
  const accepted = {
    fileName: file,
    details: upload.details ?? {},
    sample: upload.sample ?? false,
    filed: false,
    ownerAccount: null,
    sha256,
    byteLength: upload.picture.length,
    mediaFormat: formatOf(upload.picture),
    fingerprint,
    tenant: options.actor.tenant,
  };
  const outcome = await ctx.store.transaction(async (tx): Promise<ImportOutcome> => {
    await lockPicture(tx, sha256);
    const present = await findPresent(tx, sha256, ownerParty, options.actor);
    if (present !== undefined) return { file, id: present, status: 'already-present' };
    // A removal of the same picture may have swept the files away before we got the lock.
    await storeBlobs(ctx.blobs, sha256, upload.picture, fingerprint);
    const now = ctx.clock();
    const { id, key, pattern } = await insertRecord(tx, accepted, options.actor, now);
    await logImportedRecord(ctx, tx, pattern, 'with-the-act');
    await appendChange(tx, 'put', key, now);
    return { file, id, status: 'added' };
  });
  // The pattern is safe by now; should this fail, the follower brings it to the index a little later.
  if (outcome.status === 'added')
    await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
  return outcome;
}

/**
 * The record that has the picture already: a public one, or one of the same owner. What others claim for themselves, open deposits
 * among them, does not count. Throws `already-exists` where the owner has one that the actor may not see.
 */
async function findPresent(
  db: Queryable,
  sha256: string,
  ownerParty: string | null,
  actor: Actor,
): Promise<string | undefined> {
  const records = (await findLiveRecords(db, sha256)).filter(
    (record) => record.visibility === 'public' || (record.ownerPartyId === ownerParty && record.ownerAccount === null),
  );
  const seen = records.find((record) => maySee(actor, record));
  if (seen !== undefined) return seen.id;
  if (records.length === 0) return undefined;
  throw new ServiceError('already-exists', {
    expected: 'a picture that no earlier record of this owner has',
    received: 'one that an earlier record has, which you may not see',
    remedy: 'Ask the office that keeps the record.',
  });
}

/** Throws `not-comparable`. */
export function acceptedFingerprint(outcome: FingerprintOutcome): Fingerprint {
  if (outcome.status === 'fingerprinted') return outcome.fingerprint;
  throw nothingToCompare(outcome);
}

export function nothingToCompare({
  reason,
  widthPx,
  heightPx,
}: Omit<Extract<FingerprintOutcome, { status: 'not-comparable' }>, 'status' | 'timingsMs'>): ServiceError {
  return new ServiceError('not-comparable', {
    expected: 'a picture with something to compare',
    received: `one that is ${reason.replaceAll('-', ' ')} (${widthPx} × ${heightPx} pixels)`,
    remedy: 'Send a larger picture of the pattern itself.',
  });
}

/** What a record is made from: a picture that the engine has accepted, its files stored. */
export interface AcceptedPicture {
  readonly fileName: string;
  readonly details: PatternDetails;
  readonly sample: boolean;
  /** Came in with a submission. */
  readonly filed: boolean;
  /** Came in with an open deposit of this account. */
  readonly ownerAccount: string | null;
  readonly sha256: string;
  readonly byteLength: number;
  readonly mediaFormat: string;
  readonly fingerprint: Fingerprint;
  /** The office that keeps it. */
  readonly tenant: string | null;
}

/** Records a pattern inside the caller's transaction, all but its entry in the change feed. Returns it with its id and key. */
export async function insertRecord(
  tx: Queryable,
  {
    fileName,
    details,
    sample,
    filed,
    ownerAccount,
    sha256,
    byteLength,
    mediaFormat,
    fingerprint,
    tenant,
  }: AcceptedPicture,
  actor: Actor,
  now: Date,
): Promise<{ readonly id: string; readonly key: number; readonly pattern: NewPattern }> {
  const id = makeId('SP', now);
  const pattern: NewPattern = {
    id,
    sha256,
    title: details.title ?? titleFromFileName(fileName),
    owner: details.owner ?? null,
    registrationNumber: details.registrationNumber ?? null,
    fileName,
    byteLength,
    mediaFormat,
    widthPx: fingerprint.widthPx,
    heightPx: fingerprint.heightPx,
    sample,
    tenantId: tenant,
    visibility: details.visibility ?? 'public',
    ownerPartyId: details.ownerParty ?? null,
    ownerAccount,
    recordedAt: now,
    filed,
    facts: details.dates ?? [],
  };
  const key = await insertPattern(tx, pattern);
  await putFingerprint(tx, key, fingerprint, now);
  await appendAudit(tx, { at: now, actor: actor.name, action: 'import', object: { kind: 'pattern', id }, tenant });
  return { id, key, pattern };
}

export function formatOf(picture: Uint8Array): string {
  const sniffed = sniffFormat(picture);
  return sniffed.kind === 'picture' ? sniffed.format : 'unknown';
}
