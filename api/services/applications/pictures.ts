import {
  type ApplicationRow,
  readApplicationRow,
  updateApplication,
} from '../../store/applications/application-rows.ts';
import { deletePicture, insertPicture, type PictureRow, readPictures } from '../../store/applications/case-rows.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { lockPicture } from '../../store/pattern-rows.ts';
import type { Actor } from '../access/actor.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { displayName } from '../display-name.ts';
import { ServiceError } from '../errors.ts';
import { formatOf } from '../import-pattern.ts';
import { loadPicture } from '../live-records.ts';
import { sweepBlobs } from '../pattern-blobs.ts';
import type { StoredPicture } from '../patterns.ts';
import { performAct } from './act.ts';
import { editable, findCase, type OpenCase, onCase } from './case.ts';
import { giveUpWorks } from './works.ts';

/** Flat designs, colourways and cloth of one application: enough for a collection's variants, small enough for one desk. */
const PICTURES_MAX = 12;
const THUMBNAIL_SIDE_PX = 512;

export interface PictureUpload {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly role: PictureRow['role'];
  /** Size of one repeat on the cloth. */
  readonly repeatMm?: { readonly width: number; readonly height: number } | undefined;
  readonly colourway?: string | undefined;
}

/** Adds a picture to what is still being typed. Throws EngineError for one that is refused. */
export async function addPicture(
  ctx: ServiceContext,
  id: string,
  upload: PictureUpload,
  options: CallOptions,
): Promise<{ readonly application: ApplicationRow; readonly ordinal: number }> {
  const { actor } = options;
  await onCase(ctx, actor, id, async (open) => editable(open));
  // Decoding says whether it is a picture at all, and how large; nothing of the fingerprint is kept yet.
  const { widthPx, heightPx } = sizeOf(await ctx.engine.fingerprint(upload.bytes, taskOptions(options)));
  const sha256 = sha256Of(upload.bytes);
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    editable(open);
    const present = await readPictures(tx, row.key);
    if (present.length >= PICTURES_MAX)
      throw new ServiceError('requirement-missing', {
        expected: `at most ${PICTURES_MAX} pictures`,
        received: 'one more',
        remedy: 'Remove one first, or file the further variants as versions of this design.',
      });
    await lockPicture(tx, sha256);
    const name = { kind: 'picture', sha256 } as const;
    if (!(await ctx.blobs.has(name))) await ctx.blobs.put(name, upload.bytes);
    const ordinal = await insertPicture(tx, row.key, {
      sha256,
      role: upload.role,
      fileName: displayName(upload.fileName),
      mediaFormat: formatOf(upload.bytes),
      widthPx,
      heightPx,
      repeatWidthMm: upload.repeatMm?.width ?? null,
      repeatHeightMm: upload.repeatMm?.height ?? null,
      colourway: upload.colourway ?? null,
    });
    return { application: await pictureChanged(open, now), ordinal };
  });
}

export async function removePicture(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  ordinal: number,
): Promise<ApplicationRow> {
  const { application, sha256 } = await onCase(ctx, actor, id, async (open) => {
    editable(open);
    const picture = await pictureOf(open.tx, open.row, ordinal);
    await deletePicture(open.tx, open.row.key, ordinal);
    const application = await pictureChanged(open, open.now);
    if (picture.patternId !== null)
      await giveUpWorks(open.tx, open.row, [picture.patternId], { by: actor.name, now: open.now });
    return { application, sha256: picture.sha256 };
  });
  await sweepBlobs(ctx.store, ctx.blobs, sha256).catch((error: unknown) =>
    ctx.log.warn({ err: error, id }, 'file of a removed picture remains'),
  );
  return application;
}

/** The picture byte for byte as it came. */
export async function readApplicationPicture(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  ordinal: number,
): Promise<StoredPicture> {
  const picture = await pictureOf(ctx.store, await findCase(ctx.store, actor, id), ordinal);
  return {
    bytes: await loadPicture(ctx, picture.sha256),
    contentType: `image/${picture.mediaFormat}`,
    etag: picture.sha256,
    isPublic: false,
  };
}

/** A WebP preview; made anew each time, so that nothing of a withdrawn design is left behind in a store of previews. */
export async function readApplicationThumbnail(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  ordinal: number,
): Promise<StoredPicture> {
  const { sha256 } = await pictureOf(ctx.store, await findCase(ctx.store, actor, id), ordinal);
  const bytes = await ctx.engine.thumbnail(await loadPicture(ctx, sha256), THUMBNAIL_SIDE_PX);
  return { bytes, contentType: 'image/webp', etag: `${sha256}-${THUMBNAIL_SIDE_PX}`, isPublic: false };
}

/** The picture belongs to the form: changing it is an edit, and a pre-check no longer holds. */
async function pictureChanged(open: OpenCase, now: Date): Promise<ApplicationRow> {
  const { tx, row } = open;
  if (row.state !== 'draft') return performAct(open, { event: 'edit' });
  await updateApplication(tx, row.key, {}, now);
  return (await readApplicationRow(tx, row.id))!;
}

async function pictureOf(
  db: Parameters<typeof readPictures>[0],
  row: ApplicationRow,
  ordinal: number,
): Promise<PictureRow> {
  const picture = (await readPictures(db, row.key)).find((one) => one.ordinal === ordinal);
  if (picture !== undefined) return picture;
  throw new ServiceError('not-found', {
    expected: 'a picture of this application',
    received: `number ${ordinal}`,
    remedy: 'Load the application again.',
  });
}

function sizeOf(outcome: Awaited<ReturnType<ServiceContext['engine']['fingerprint']>>): {
  readonly widthPx: number;
  readonly heightPx: number;
} {
  return outcome.status === 'fingerprinted' ? outcome.fingerprint : outcome;
}
