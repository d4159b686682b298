import { GRADES, type Grade, type LibraryFinding } from '../../engine/index.ts';
import type { Candidate, CheckResult } from '../schemas/check-result.ts';
import { sha256Of } from '../store/blob-store.ts';
import { readPatterns, type StoredPattern } from '../store/pattern-rows.ts';
import { type CallOptions, type ServiceContext, taskOptions } from './context.ts';
import { datesOf, earliestEvidencedMs } from './dated-facts.ts';
import { seeMotifs } from './motifs/see-motifs.ts';
import { tellOfRestricted } from './restricted-hits.ts';
import { maySee } from './visibility.ts';

/** What the engine verifies in any case, so that asking for as many costs nothing. */
const SEARCHED_MIN = 24;
/** So many records that he may not see can be among the best without taking a place from those that he may. */
const ROOM_FOR_HIDDEN = 8;

export interface CheckOptions extends CallOptions {
  /** Candidates wanted, at least 1. */
  readonly limit: number;
}

/** A result of a picture that was accepted; refusals are thrown as EngineError. */
export type AcceptedCheck = Exclude<CheckResult, { status: 'rejected' }>;

/**
 * Looks for earlier patterns like this picture. Nothing of the picture or its fingerprint is kept, only that somebody
 * searched so many works. Throws EngineError and ServiceError.
 */
export async function checkPicture(
  ctx: ServiceContext,
  picture: Uint8Array,
  options: CheckOptions,
): Promise<AcceptedCheck> {
  const start = performance.now();
  const sha256 = sha256Of(picture);
  const outcome = await ctx.engine.fingerprint(picture, taskOptions(options));
  const result =
    outcome.status === 'not-comparable'
      ? {
          status: outcome.status,
          sha256,
          reason: outcome.reason,
          widthPx: outcome.widthPx,
          heightPx: outcome.heightPx,
          versions: { ...ctx.engine.versions, libraryPosition: ctx.library.position },
          timingsMs: { ...outcome.timingsMs, total: performance.now() - start },
        }
      : await searchLibrary();
  ctx.meter.record({
    at: ctx.clock(),
    actor: options.actor.name,
    operation: 'check',
    outcome: result.status === 'checked' ? result.grade : result.status,
    worksSearched: result.status === 'checked' ? result.worksSearched : 0,
    durationMs: result.timingsMs.total,
  });
  return result;

  async function searchLibrary(): Promise<AcceptedCheck> {
    if (outcome.status !== 'fingerprinted') throw new TypeError('there is no fingerprint to search with');
    const { fingerprint } = outcome;
    const searched = Math.max(options.limit + ROOM_FOR_HIDDEN, SEARCHED_MIN);
    const seeing = seeMotifs(ctx, fingerprint, options);
    // Told by whoever waits for it below.
    seeing.catch(() => undefined);
    const answer = await ctx.library.search(fingerprint, { ...taskOptions(options), limit: searched });
    const readingFrom = performance.now();
    const patterns = await readPatterns(
      ctx.store,
      answer.findings.map(({ key }) => key),
    );
    const isSeen = ({ key }: LibraryFinding) => {
      const pattern = patterns.get(key);
      return pattern !== undefined && maySee(options.actor, pattern);
    };
    const seen = answer.findings.filter(isSeen).slice(0, options.limit);
    const hidden = answer.findings.filter((finding) => !isSeen(finding));
    const { motifs, onlyKnownMotifs, shareOf } = await seeing;
    const showsMotifs = motifs.length > 0;
    const candidates = orderCandidates(seen.flatMap((finding) => candidateOf(finding, patterns))).map((candidate) =>
      showsMotifs ? { ...candidate, motifShare: shareOf(candidate.region.query) } : candidate,
    );
    const restricted = await tellOfRestricted(ctx, options.actor, hidden, patterns);
    const end = performance.now();
    return {
      status: 'checked',
      sha256,
      widthPx: fingerprint.widthPx,
      heightPx: fingerprint.heightPx,
      grade: mostSerious([...candidates, ...restricted].map(({ grade }) => grade)),
      worksSearched: answer.worksSearched,
      candidates,
      ...(restricted.length > 0 && { restricted }),
      ...(showsMotifs && { motifs: [...motifs], onlyKnownMotifs }),
      versions: { ...ctx.engine.versions, libraryPosition: answer.position },
      timingsMs: { ...outcome.timingsMs, ...answer.timingsMs, records: end - readingFrom, total: end - start },
    };
  }
}

/** Nothing where the record was removed between the search and now. */
function candidateOf(
  { key, ...finding }: LibraryFinding,
  patterns: ReadonlyMap<number, StoredPattern>,
): readonly Candidate[] {
  const pattern = patterns.get(key);
  if (pattern === undefined) return [];
  return [
    {
      ...finding,
      id: pattern.id,
      file: pattern.fileName,
      title: pattern.title,
      owner: pattern.owner,
      registrationNumber: pattern.registrationNumber,
      widthPx: pattern.widthPx,
      heightPx: pattern.heightPx,
      dates: datesOf(pattern),
    },
  ];
}

/** By descending score; among equals whose existence is evidenced earliest. */
function orderCandidates(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(
    (a, b) => b.score - a.score || earliestEvidencedMs(a.dates) - earliestEvidencedMs(b.dates),
  );
}

function mostSerious(grades: readonly Grade[]): Grade {
  const order = GRADES.filter((grade) => grade !== 'not-comparable');
  return order.find((grade) => grades.includes(grade)) ?? 'no-match';
}
