import type { Candidate } from '../../schemas/check-result.ts';
import type { ApplicationRow } from '../../store/applications/application-rows.ts';
import type { StoredCheck } from '../../store/applications/case-rows.ts';
import { readFindings } from '../../store/applications/finding-rows.ts';
import { type FoundRecord, findRecords } from '../../store/pattern-rows.ts';
import type { Actor } from '../access/actor.ts';
import type { ServiceContext } from '../context.ts';
import { asFamilies, familyFinder, hiddenFamilies } from '../families.ts';
import { tellOfFrozen } from '../restricted-hits.ts';
import { type AcceptedCheck, mostSerious } from '../search-library.ts';
import { maySee } from '../visibility.ts';

/** Works shown of each check, of the public ones and of the others each. */
const SHOWN = 10;

/** Which of these records somebody may see who reads this case: its examiners also what was found in it. */
export async function worksSeenBy(
  { store }: Pick<ServiceContext, 'store'>,
  actor: Actor,
  { key, examiner, secondExaminer }: ApplicationRow,
  ids: readonly string[],
): Promise<{ readonly seen: ReadonlyMap<string, FoundRecord>; readonly hidden: ReadonlyMap<string, FoundRecord> }> {
  const records = await findRecords(store, ids);
  const found = await readFindings(store, key);
  const examiners = [examiner, secondExaminer].filter((account) => account !== null);
  const seen = new Map(
    records
      .filter((record) => maySee(actor, record, found.has(record.id) ? examiners : []))
      .map((record) => [record.id, record]),
  );
  return { seen, hidden: new Map(records.filter(({ id }) => !seen.has(id)).map((record) => [record.id, record])) };
}

/**
 * The checks frozen with a case as this reader may see them. Of works that are not public he learns what the public check would
 * tell him, unless he examines the case.
 */
export async function checksSeenBy(
  ctx: Pick<ServiceContext, 'store' | 'clock'>,
  actor: Actor,
  row: ApplicationRow,
  checks: readonly StoredCheck<AcceptedCheck>[],
): Promise<readonly StoredCheck<AcceptedCheck>[]> {
  const ids = checks.flatMap(({ result }) => candidatesOf(result).map(({ id }) => id));
  const { seen, hidden } = await worksSeenBy(ctx, actor, row, ids);
  const familyOf = await familyFinder(ctx.store, ids);
  const shown: StoredCheck<AcceptedCheck>[] = [];
  for (const check of checks) {
    const { result } = check;
    if (result.status !== 'checked') {
      shown.push(check);
      continue;
    }
    const candidates = result.candidates.filter(({ id }) => seen.has(id));
    const unseen = result.candidates.flatMap((candidate) => {
      const record = hidden.get(candidate.id);
      return record === undefined ? [] : [{ candidate, record: { id: record.id, tenantId: record.tenant } }];
    });
    const restricted = await tellOfFrozen(ctx, actor, hiddenFamilies(unseen, candidates, familyOf));
    shown.push({
      ...check,
      result: {
        ...result,
        grade: mostSerious([...candidates, ...restricted].map(({ grade }) => grade)),
        candidates: firstOfEach(asFamilies(candidates, familyOf), ({ id }) => seen.get(id)?.visibility),
        ...(restricted.length > 0 && { restricted }),
      },
    });
  }
  return shown;
}

/** So many public works and so many others, in their common order: however many of the one there are, the others are shown. */
function firstOfEach(
  candidates: readonly Candidate[],
  kindOf: (candidate: Candidate) => string | undefined,
): Candidate[] {
  const counts = new Map<string | undefined, number>();
  return candidates.filter((candidate) => {
    const kind = kindOf(candidate);
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    return before < SHOWN;
  });
}

function candidatesOf(result: AcceptedCheck): readonly Candidate[] {
  return result.status === 'checked' ? result.candidates : [];
}
