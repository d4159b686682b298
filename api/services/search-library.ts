import { type Fingerprint, GRADES, type Grade, type LibraryFinding } from '../../engine/index.ts';
import type { Candidate, CheckedResult, CheckResult, RestrictedHit } from '../schemas/check-result.ts';
import { sha256Of } from '../store/blob-store.ts';
import { readPatterns, type StoredPattern } from '../store/pattern-rows.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { datesOf, earliestEvidencedMs } from './dated-facts.ts';
import { seeMotifs } from './motifs/see-motifs.ts';

/** What the engine verifies in any case, so that asking for as many costs nothing. */
const SEARCHED_MIN = 24;
/** So many records that somebody may not see can be among the best without taking a place from those that he may. */
const ROOM_FOR_HIDDEN = 8;

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

/** Looks for earlier patterns like this picture, whatever their visibility. Keeps nothing. Throws EngineError. */
export async function searchLibrary(
  ctx: ServiceContext,
  picture: Uint8Array,
  { limit, ...options }: Omit<CallOptions, 'actor'> & { readonly limit: number },
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
  const searched = Math.max(limit + ROOM_FOR_HIDDEN, SEARCHED_MIN);
  const seeing = seeMotifs(ctx, fingerprint, options);
  // Told by whoever waits for it below.
  seeing.catch(() => undefined);
  const answer = await ctx.library.search(fingerprint, { ...taskOptions(options), limit: searched });
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
