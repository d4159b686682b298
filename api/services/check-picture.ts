import type { CheckedResult } from '../schemas/check-result.ts';
import type { CallOptions, ServiceContext } from './context.ts';
import { asFamilies, familyFinder, hiddenFamilies } from './families.ts';
import { tellOfRestricted } from './restricted-hits.ts';
import { type AcceptedCheck, hiddenFrom, type LibrarySearch, searchLibrary } from './search-library.ts';
import { maySee } from './visibility.ts';

export interface CheckOptions extends CallOptions {
  /** Candidates wanted, at least 1. */
  readonly limit: number;
}

/**
 * Looks for earlier patterns like this picture. Nothing of the picture or its fingerprint is kept, only that somebody
 * searched so many works. Throws EngineError and ServiceError.
 */
export async function checkPicture(
  ctx: ServiceContext,
  picture: Uint8Array,
  { actor, limit, signal }: CheckOptions,
): Promise<AcceptedCheck> {
  const search = await searchLibrary(ctx, picture, { limit, signal, apart: hiddenFrom(actor) });
  const result = search.status === 'searched' ? await tellOfSearch(ctx, search, { actor, limit }) : search;
  ctx.meter.record({
    at: ctx.clock(),
    actor: actor.name,
    operation: 'check',
    outcome: result.status === 'checked' ? result.grade : result.status,
    worksSearched: result.status === 'checked' ? result.worksSearched : 0,
    durationMs: result.timingsMs.total,
  });
  return result;
}

/** What of a search its author may be told; of records that he may not see, that there are. Throws `too-many-attempts`. */
export async function tellOfSearch(
  ctx: ServiceContext,
  { works, resultOf }: Pick<Extract<LibrarySearch, { status: 'searched' }>, 'works' | 'resultOf'>,
  { actor, limit }: Pick<CheckOptions, 'actor' | 'limit'>,
): Promise<CheckedResult> {
  const familyOf = await familyFinder(
    ctx.store,
    works.map(({ record }) => record.id),
  );
  const seen = works.filter(({ record }) => maySee(actor, record)).map(({ candidate }) => candidate);
  const unseen = works.filter(({ record }) => !maySee(actor, record));
  const restricted = await tellOfRestricted(ctx, actor, hiddenFamilies(unseen, seen, familyOf));
  return resultOf(asFamilies(seen, familyOf).slice(0, limit), restricted);
}
