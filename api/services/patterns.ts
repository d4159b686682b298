import { labToSrgbHex } from '../../engine/index.ts';
import type { Pattern, PatternPage, PatternRecord } from '../schemas/pattern.ts';
import { appendAudit } from '../store/audit-trail.ts';
import { appendChange } from '../store/change-feed.ts';
import { deleteFingerprint } from '../store/fingerprint-rows.ts';
import { listPatternRows, markRemoved, readPattern, type StoredPattern } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import { authorize } from './access/authorize.ts';
import type { ServiceContext } from './context.ts';
import { datesOf } from './dated-facts.ts';
import { ServiceError } from './errors.ts';
import { otherVersionsOf } from './families.ts';
import { findLive, loadPicture, notFound } from './live-records.ts';
import { sweepBlobs } from './pattern-blobs.ts';
import { seesRecord, viewerOf } from './visibility.ts';

/** Longest side of a preview where none is asked for. */
const THUMBNAIL_SIDE_PX = 512;

export interface ListOptions {
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Looked for in title, owner, registration number and file name. */
  readonly text?: string | undefined;
}

export interface StoredPicture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Changes whenever the bytes do. */
  readonly etag: string;
  /** Whether a browser may keep it for whoever uses it next. */
  readonly isPublic: boolean;
}

/** Reading records takes database and files only, no engine. */
type Stored = Pick<ServiceContext, 'store' | 'blobs'>;

export async function getPattern(ctx: Stored, id: string, actor: Actor): Promise<PatternRecord> {
  const pattern = patternOf(await storedPattern(ctx, id, actor));
  const otherVersions = await otherVersionsOf(ctx.store, id, actor);
  return { ...pattern, ...(otherVersions.length > 0 && { otherVersions }) };
}

/** One page, newest first. Throws `cursor-invalid`. */
export async function listPatterns(
  ctx: Stored,
  { limit, cursor, text }: ListOptions,
  actor: Actor,
): Promise<PatternPage> {
  const { patterns, total } = await listPatternRows(ctx.store, {
    beforeKey: cursor === undefined ? null : keyOfCursor(cursor),
    // One more than asked for says whether there is a next page.
    limit: limit + 1,
    text: text?.trim() || null,
    viewer: viewerOf(actor),
  });
  const page = patterns.slice(0, limit);
  const last = patterns.length > limit ? page.at(-1) : undefined;
  return { patterns: page.map(patternOf), total, ...(last && { nextCursor: cursorOf(last.key) }) };
}

/**
 * Takes a pattern out of the library: no check finds it any more, its picture and fingerprint are deleted. A stub with
 * the reason stays for the audit trail. Throws `not-found`, `already-removed`, `forbidden`.
 */
export async function removePattern(ctx: ServiceContext, id: string, reason: string, actor: Actor): Promise<void> {
  const { sha256 } = await findLive(ctx, id, actor);
  await ctx.store.transaction(async (tx) => {
    const now = ctx.clock();
    const { key, tenant } = await findLive({ store: tx }, id, actor);
    authorize(actor, 'pattern:remove', { tenant });
    await markRemoved(tx, key, reason, now);
    await deleteFingerprint(tx, key);
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'remove',
      object: { kind: 'pattern', id },
      tenant,
      reason,
    });
    await appendChange(tx, 'remove', key, now);
  });
  await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
  // The record is gone; files that could not be deleted now are orphans, which doctor deletes.
  await sweepBlobs(ctx.store, ctx.blobs, sha256).catch((error: unknown) =>
    ctx.log.warn({ err: error, id }, 'files of a removed pattern remain'),
  );
}

/** The picture byte for byte as it came. Throws `not-found`, `already-removed`, `picture-lost`. */
export async function readPicture(ctx: Stored, id: string, actor: Actor): Promise<StoredPicture> {
  const stored = await storedPattern(ctx, id, actor);
  return {
    bytes: await loadPicture(ctx, stored.sha256),
    contentType: `image/${stored.mediaFormat}`,
    etag: stored.sha256,
    isPublic: stored.visibility === 'public',
  };
}

/** A WebP preview, made on first use and kept. Throws like readPicture. */
export async function readThumbnail(
  ctx: ServiceContext,
  id: string,
  actor: Actor,
  maxSidePx: number = THUMBNAIL_SIDE_PX,
): Promise<StoredPicture> {
  const { sha256, visibility } = await findLive(ctx, id, actor);
  const name = { kind: 'thumbnail', sha256, maxSidePx } as const;
  const kept = await ctx.blobs.read(name);
  const bytes = kept ?? (await ctx.engine.thumbnail(await loadPicture(ctx, sha256), maxSidePx));
  if (kept === undefined)
    await ctx.blobs
      .put(name, bytes)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'thumbnail made but not kept'));
  return { bytes, contentType: 'image/webp', etag: `${sha256}-${maxSidePx}`, isPublic: visibility === 'public' };
}

async function storedPattern(ctx: Pick<Stored, 'store'>, id: string, actor: Actor): Promise<StoredPattern> {
  const stored = await readPattern(ctx.store, id);
  if (stored && (await seesRecord(ctx.store, actor, stored))) return stored;
  await findLive(ctx, id, actor);
  throw notFound(id);
}

function patternOf(stored: StoredPattern): Pattern {
  return {
    id: stored.id,
    title: stored.title,
    owner: stored.owner,
    registrationNumber: stored.registrationNumber,
    file: stored.fileName,
    sha256: stored.sha256,
    widthPx: stored.widthPx,
    heightPx: stored.heightPx,
    repeatType: stored.repeatType,
    palette: stored.palette.map(({ lab, share }) => ({ colour: labToSrgbHex(lab), share })),
    dates: datesOf(stored),
    sample: stored.sample,
    visibility: stored.visibility,
  };
}

function cursorOf(key: number): string {
  return Buffer.from(`before ${key}`).toString('base64url');
}

function keyOfCursor(cursor: string): number {
  const [, key] = /^before ([1-9]\d{0,9})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (key !== undefined) return Number(key);
  throw new ServiceError('cursor-invalid', {
    expected: 'the nextCursor of an earlier page',
    received: 'something else',
    remedy: 'Begin again without a cursor.',
  });
}
