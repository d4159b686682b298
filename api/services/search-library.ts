import { type Fingerprint, GRADES, type Grade, type LibraryFinding } from '../../engine/index.ts';
import type { Candidate, CheckedResult, CheckResult, RestrictedHit } from '../schemas/check-result.ts';
import { sha256Of } from '../store/blob-store.ts';
import { findRecordsByKey, readPatterns, type StoredPattern } from '../store/pattern-rows.ts';
import type { Actor } from './access/actor.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { datesOf, earliestEvidencedMs } from './dated-facts.ts';
import { seeMotifs } from './motifs/see-motifs.ts';
import { type Guarded, hasTheData, maySee } from './visibility.ts';

/** What the engine verifies in any case, so that asking for as many costs nothing. */
const SEARCHED_MIN = 24;
/** So many among the best can be versions of works that are shown already, without taking a place from another work. */
const ROOM_FOR_VERSIONS = 8;
/**
 * Records that somebody may not see compete among themselves: however many of them are like a picture, they take no place from those
 * that he may. So many of them are looked at: he is told of the strong ones only, and of each family once.
 */
const ROOM_FOR_HIDDEN = 8;

/** Records that have places of their own in a search. */
export interface PlacesApart {
  readonly has: (record: Guarded) => boolean;
  readonly limit: number;
}

/** What the actor may not see; nothing where he sees everything. */
export function hiddenFrom(actor: Actor): PlacesApart | undefined {
  return hasTheData(actor) ? undefined : { has: (record) => !maySee(actor, record), limit: ROOM_FOR_HIDDEN };
}

/** A result of a picture that was accepted; refusals are thrown as EngineError. */
export type AcceptedCheck = Exclude<CheckResult, { status: 'rejected' }>;

/** A work that a search found, with its record: whether it is told of is for the caller to decide. */
export interface FoundWork {
  readonly candidate: Candidate;
  readonly record: StoredPattern;
}

export type LibrarySearch =
  | Extract<AcceptedCheck, { status: 'not-comparable' }>
  | {
      readonly status: 'searched';
      readonly fingerprint: Fingerprint;
      /** By descending score, whoever may see them. */
      readonly works: readonly FoundWork[];
      /** The result as far as it may be told: these candidates, and that there are others. */
      resultOf(candidates: readonly Candidate[], restricted: readonly RestrictedHit[]): CheckedResult;
    };

/**
 * Looks for earlier patterns like this picture, whatever their visibility: `limit` of them or more, besides those that have places of
 * their own. Keeps nothing. Throws EngineError.
 */
export async function searchLibrary(
  ctx: ServiceContext,
  picture: Uint8Array,
  {
    limit,
    apart,
    ...options
  }: Omit<CallOptions, 'actor'> & { readonly limit: number; readonly apart?: PlacesApart | undefined },
): Promise<LibrarySearch> {
  const start = performance.now();
  const sha256 = sha256Of(picture);
  const outcome = await ctx.engine.fingerprint(picture, taskOptions(options));
  if (outcome.status === 'not-comparable')
    return {
      status: outcome.status,
      sha256,
      reason: outcome.reason,
      widthPx: outcome.widthPx,
      heightPx: outcome.heightPx,
      versions: { ...ctx.engine.versions, libraryPosition: ctx.library.position },
      timingsMs: { ...outcome.timingsMs, total: performance.now() - start },
    };
  const { fingerprint } = outcome;
  const seeing = seeMotifs(ctx, fingerprint, options);
  // Told by whoever waits for it below.
  seeing.catch(() => undefined);
  const answer = await ctx.library.search(fingerprint, {
    ...taskOptions(options),
    limit: apart === undefined ? Math.max(limit + ROOM_FOR_VERSIONS, SEARCHED_MIN) : limit,
    ...(apart && { apart: { limit: apart.limit, which: (keys: readonly number[]) => keysApart(ctx, keys, apart) } }),
  });
  const readingFrom = performance.now();
  const keys = answer.findings.map(({ key }) => key);
  const records = await readPatterns(ctx.store, keys);
  const { motifs, onlyKnownMotifs, shareOf } = await seeing;
  const showsMotifs = motifs.length > 0;
  const works = inOrder(answer.findings.flatMap((finding) => workOf(finding, records))).map((work) =>
    showsMotifs
      ? { ...work, candidate: { ...work.candidate, motifShare: shareOf(work.candidate.region.query) } }
      : work,
  );
  return {
    status: 'searched',
    fingerprint,
    works,
    resultOf(candidates, restricted) {
      const end = performance.now();
      return {
        status: 'checked',
        sha256,
        widthPx: fingerprint.widthPx,
        heightPx: fingerprint.heightPx,
        grade: mostSerious([...candidates, ...restricted].map(({ grade }) => grade)),
        worksSearched: answer.worksSearched,
        candidates: [...candidates],
        ...(restricted.length > 0 && { restricted: [...restricted] }),
        ...(showsMotifs && { motifs: [...motifs], onlyKnownMotifs }),
        versions: { ...ctx.engine.versions, libraryPosition: answer.position },
        timingsMs: { ...outcome.timingsMs, ...answer.timingsMs, records: end - readingFrom, total: end - start },
      };
    },
  };
}

/** All are asked about, whatever comes of it, so that the time taken says nothing of what is hidden. */
async function keysApart(
  { store }: ServiceContext,
  keys: readonly number[],
  { has }: PlacesApart,
): Promise<ReadonlySet<number>> {
  const records = await findRecordsByKey(store, keys);
  return new Set(records.filter(has).map(({ key }) => key));
}

/** Nothing where the record was removed between the search and now. */
function workOf(
  { key, ...finding }: LibraryFinding,
  records: ReadonlyMap<number, StoredPattern>,
): readonly FoundWork[] {
  const record = records.get(key);
  if (record === undefined) return [];
  const candidate = {
    ...finding,
    id: record.id,
    file: record.fileName,
    title: record.title,
    owner: record.owner,
    registrationNumber: record.registrationNumber,
    widthPx: record.widthPx,
    heightPx: record.heightPx,
    dates: datesOf(record),
  };
  return [{ candidate, record }];
}

/** By descending score; among equals whose existence is evidenced earliest. */
function inOrder(works: readonly FoundWork[]): FoundWork[] {
  return [...works].sort(
    ({ candidate: a }, { candidate: b }) =>
      b.score - a.score || earliestEvidencedMs(a.dates) - earliestEvidencedMs(b.dates),
  );
}

export function mostSerious(grades: readonly Grade[]): Grade {
  const order = GRADES.filter((grade) => grade !== 'not-comparable');
  return order.find((grade) => grades.includes(grade)) ?? 'no-match';
}
