import type { Fingerprint } from '../../../engine/index.ts';
import type { Motif, MotifDetails } from '../../schemas/motif.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import {
  countMotifs,
  findMotif,
  findMotifByPicture,
  insertMotif,
  listMotifRows,
  type MotifRow,
  markMotifRemoved,
} from '../../store/motif-rows.ts';
import { lockPicture } from '../../store/pattern-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { acceptedFingerprint, formatOf } from '../import-pattern.ts';
import { loadPicture } from '../live-records.ts';
import { storeBlobs, sweepBlobs } from '../pattern-blobs.ts';
import type { StoredPicture } from '../patterns.ts';

/** Every check looks at the motifs' embeddings, and their features are in memory. */
const MOTIFS_MAX = 2_000;

export interface MotifUpload {
  readonly picture: Uint8Array;
  readonly details: MotifDetails;
}

/**
 * Adds a motif that people know: from now on checks name it where they see it. Throws EngineError for a refused picture, ServiceError `not-comparable`, `already-exists` for a picture that is
 * there already or beyond the most that there may be, `forbidden`.
 */
export async function addMotif(
  ctx: ServiceContext,
  { picture, details }: MotifUpload,
  options: CallOptions,
): Promise<Motif> {
  const { actor } = options;
  authorize(actor, 'motif:manage', { tenant: actor.tenant });
  const fingerprint = acceptedFingerprint(await ctx.engine.fingerprint(picture, taskOptions(options)));
  const sha256 = sha256Of(picture);
  await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
  return ctx.store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    const known = await findMotifByPicture(tx, sha256);
    if (known !== undefined) throw alreadyThere(`${known.id}, which has this very picture`);
    if ((await countMotifs(tx)) >= MOTIFS_MAX) throw alreadyThere(`one more than the ${MOTIFS_MAX} that there may be`);
    // A removal of the same picture may have swept the files away before we got the lock.
    await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
    const row = rowOf(details, { sha256, picture, fingerprint }, ctx.clock(), actor);
    const { version, views } = fingerprint;
    await insertMotif(tx, row, { version, views: views.map(({ vector }) => vector) });
    await noteDeed(tx, row, actor, { action: 'add-motif', after: { rights: row.rights } });
    return motifOf(row);
  });
}

export async function listMotifs({ store }: Pick<ServiceContext, 'store'>, actor: Actor): Promise<Motif[]> {
  authorize(actor, 'motif:read');
  return (await listMotifRows(store)).map(motifOf);
}

/** Checks no longer name it. Throws `not-found`, `forbidden`. */
export async function removeMotif(
  ctx: Pick<ServiceContext, 'store' | 'blobs' | 'clock' | 'log'>,
  id: string,
  reason: string,
  actor: Actor,
): Promise<void> {
  authorize(actor, 'motif:manage', { tenant: actor.tenant });
  const { sha256 } = await ctx.store.transaction(async (tx) => {
    const row = await findMotif(tx, id);
    const now = ctx.clock();
    if (row === undefined || !(await markMotifRemoved(tx, id, reason, now))) throw noSuchMotif(id);
    await noteDeed(tx, { ...row, addedAt: now }, actor, { action: 'remove-motif', reason });
    return row;
  });
  // The motif is gone; files that could not be deleted now are orphans, which doctor deletes.
  await sweepBlobs(ctx.store, ctx.blobs, sha256).catch((error: unknown) =>
    ctx.log.warn({ err: error, id }, 'files of a removed motif remain'),
  );
}

/** The picture byte for byte as it came. Throws `not-found`, `picture-lost`. */
export async function readMotifPicture(
  ctx: Pick<ServiceContext, 'store' | 'blobs'>,
  id: string,
  actor: Actor,
): Promise<StoredPicture> {
  authorize(actor, 'motif:read');
  const row = await findMotif(ctx.store, id);
  if (row === undefined) throw noSuchMotif(id);
  const bytes = await loadPicture(ctx, row.sha256);
  return { bytes, contentType: `image/${row.mediaFormat}`, etag: row.sha256, isPublic: true };
}

function rowOf(
  details: MotifDetails,
  { sha256, picture, fingerprint }: { sha256: string; picture: Uint8Array; fingerprint: Fingerprint },
  now: Date,
  actor: Actor,
): MotifRow {
  const { name, meaning = null, story = null, source = null, origin = null, people = null, rights } = details;
  return {
    id: makeId('MT', now),
    sha256,
    mediaFormat: formatOf(picture),
    widthPx: fingerprint.widthPx,
    heightPx: fingerprint.heightPx,
    ...{ name, meaning, story, source, origin, people, rights },
    addedAt: now,
    addedBy: actor.name,
  };
}

function motifOf({ sha256: _, mediaFormat: __, addedBy: ___, addedAt, ...motif }: MotifRow): Motif {
  return { ...motif, addedAt: addedAt.toISOString() };
}

function noteDeed(
  tx: Parameters<typeof appendAudit>[0],
  { id, addedAt }: MotifRow,
  actor: Actor,
  deed: Pick<Parameters<typeof appendAudit>[1], 'action' | 'reason' | 'after'>,
): Promise<void> {
  const object = { kind: 'motif', id } as const;
  return appendAudit(tx, { at: addedAt, actor: actor.name, object, tenant: actor.tenant, ...deed });
}

function alreadyThere(received: string): ServiceError {
  return new ServiceError('already-exists', {
    expected: 'a motif that is not there yet',
    received,
    remedy: 'Remove the other first, if this one is better.',
  });
}

function noSuchMotif(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of a motif',
    received: id.slice(0, 60),
    remedy: 'See the list of motifs.',
  });
}
