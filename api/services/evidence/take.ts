import type { CaptureWay, EvidenceRecord } from '../../proof/evidence.ts';
import type { CheckedResult } from '../../schemas/check-result.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { countEvidence, insertEvidence } from '../../store/evidence-rows.ts';
import { lockPicture } from '../../store/pattern-rows.ts';
import { makeId } from '../../store/record-id.ts';
import { authorize } from '../access/authorize.ts';
import { tellOfSearch } from '../check-picture.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { type HourlyLimit, requireRoomThisHour } from '../hourly-limit.ts';
import { type AcceptedCheck, hiddenFrom, searchLibrary } from '../search-library.ts';
import { evidenceKey, type ReadEvidence, readEvidence } from './read.ts';

/** Matches that are told of and entered into the log. */
const MATCHES_MAX = 10;
/** Each is kept: so many that nobody at a market is held up, and few enough that an account does not fill the disk. */
const EVIDENCE: HourlyLimit = { most: 500, counted: 'pieces of evidence', countSince: countEvidence };
/** Scores and shares, in the record: processors differ in the last bits. */
const DECIMALS = 1_000;

/** What the operator states; nobody checks it. */
export interface StatedCapture {
  readonly way: CaptureWay;
  readonly place: string | null;
  readonly source: string | null;
  readonly device: string | null;
}

export interface TakenEvidence extends ReadEvidence {
  /** What it matches, with all that a check tells; null where there was nothing to compare. */
  readonly check: CheckedResult | null;
}

/**
 * Takes evidence of a suspected copy: keeps the picture, checks it, and enters hash, time, operator and matches into the log. Once it returns, all
 * that is on disk and signed. A picture in which there is nothing to compare is evidence all the same. Throws EngineError for what is no
 * picture, ServiceError `too-many-attempts`, `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function takeEvidence(
  ctx: ServiceContext,
  picture: Uint8Array,
  { way, ...stated }: StatedCapture,
  { actor, signal }: CallOptions,
): Promise<TakenEvidence> {
  authorize(actor, 'evidence:take');
  await requireRoomThisHour(ctx, actor, EVIDENCE);
  const sha256 = sha256Of(picture);
  const search = await searchLibrary(ctx, picture, { limit: MATCHES_MAX, signal, apart: hiddenFrom(actor) });
  const result: AcceptedCheck =
    search.status === 'searched' ? await tellOfSearch(ctx, search, { actor, limit: MATCHES_MAX }) : search;
  const at = ctx.transparency.now();
  const record: EvidenceRecord = {
    type: 'selvedge/evidence/v1',
    id: makeId('EV', at),
    way,
    sha256,
    bytes: picture.length,
    operator: actor.name,
    at: at.toISOString(),
    stated,
    check: loggedCheck(result),
  };
  await ctx.blobs.put({ kind: 'picture', sha256 }, picture);
  await ctx.store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    // A removal of the same picture may have swept the file away before we got the lock.
    await ctx.blobs.put({ kind: 'picture', sha256 }, picture);
    await insertEvidence(tx, { id: record.id, tenant: actor.tenant, record });
    await appendAudit(tx, {
      at,
      actor: actor.name,
      action: 'take-evidence',
      object: { kind: 'evidence', id: record.id },
      tenant: actor.tenant,
    });
    await ctx.transparency.enter(tx, evidenceKey(record.id), record);
  });
  ctx.meter.record({
    at,
    actor: actor.name,
    operation: 'evidence',
    outcome: result.status === 'checked' ? result.grade : result.status,
    worksSearched: result.status === 'checked' ? result.worksSearched : 0,
    durationMs: result.timingsMs.total,
  });
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  return { ...(await readEvidence(ctx, record.id, actor)), check: result.status === 'checked' ? result : null };
}

function loggedCheck(result: AcceptedCheck): EvidenceRecord['check'] {
  if (result.status === 'not-comparable') return { notComparable: result.reason };
  return {
    grade: result.grade,
    worksSearched: result.worksSearched,
    libraryPosition: result.versions.libraryPosition,
    rules: result.versions.rules,
    matches: result.candidates
      .filter(({ grade }) => grade !== 'no-match')
      .map(({ id, grade, score, coverage }) => ({
        record: id,
        grade,
        score: rounded(score),
        coverage: { query: rounded(coverage.query), candidate: rounded(coverage.candidate) },
      })),
  };
}

const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;
