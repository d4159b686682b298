import { type LoggedOpenDeposit, type OpenDepositRecord, openDepositRecordSchema } from '../../proof/open-deposit.ts';
import type { CheckedResult } from '../../schemas/check-result.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { appendChange } from '../../store/change-feed.ts';
import {
  countOpenDeposits,
  findOpenDeposit,
  findOpenDepositOf,
  insertOpenDeposit,
} from '../../store/open-deposit-rows.ts';
import { lockPicture } from '../../store/pattern-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { tellOfSearch } from '../check-picture.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { displayName } from '../display-name.ts';
import { type HourlyLimit, requireRoomThisHour } from '../hourly-limit.ts';
import { formatOf, insertRecord, nothingToCompare } from '../import-pattern.ts';
import { storeBlobs } from '../pattern-blobs.ts';
import { hiddenFrom, searchLibrary } from '../search-library.ts';
import { depositKey, depositNotFound } from './deposits.ts';
import { loggedRecord, type ProvingContext } from './proven-records.ts';

/** Candidates that are told of. */
const CANDIDATES = 10;
/** Enough for a firm's whole collection in an afternoon; each stays in the library and is compared with from then on. */
const DEPOSITS: HourlyLimit = { most: 500, counted: 'open deposits', countSince: countOpenDeposits };

export interface OpenDeposit {
  readonly deposit: LoggedOpenDeposit;
  /** What there is like it now; the deposit itself left out. */
  readonly check: CheckedResult;
}

/**
 * Takes an open deposit: checks the picture, and keeps it as a record that is restricted to the depositor and that later checks of others
 * find. Once it returns, the deposit is in the log, on disk and signed. The same picture by the same account gives the same deposit
 * again, with a fresh check. Throws EngineError for a refused picture, ServiceError `not-comparable`, `too-many-attempts`,
 * `clock-set-back`, `log-damaged`, `key-unusable`.
 */
export async function makeOpenDeposit(
  ctx: ServiceContext,
  upload: { readonly picture: Uint8Array; readonly fileName: string },
  { actor, signal }: CallOptions,
): Promise<OpenDeposit> {
  authorize(actor, 'deposit:make', { account: actor.account });
  const { picture } = upload;
  const sha256 = sha256Of(picture);
  const owned = { account: actor.name, sha256 };
  const before = await findOpenDepositOf(ctx.store, owned);
  if (before === undefined) await requireRoomThisHour(ctx, actor, DEPOSITS);
  const search = await searchLibrary(ctx, picture, { limit: CANDIDATES, signal, apart: hiddenFrom(actor) });
  if (search.status === 'not-comparable') throw nothingToCompare(search);
  const works = search.works.filter(({ record }) => record.id !== before?.patternId);
  const check = await tellOfSearch(ctx, { ...search, works }, { actor, limit: CANDIDATES });
  const at = ctx.transparency.now();
  const { fingerprint } = search;
  await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
  const id = await ctx.store.transaction(async (tx) => {
    await lockPicture(tx, sha256);
    const present = await findOpenDepositOf(tx, owned);
    if (present !== undefined) return present.id;
    // A removal of the same picture may have swept the files away before we got the lock.
    await storeBlobs(ctx.blobs, sha256, picture, fingerprint);
    const accepted = {
      fileName: displayName(upload.fileName),
      details: { visibility: 'restricted' },
      sample: false,
      filed: false,
      ownerAccount: actor.name,
      sha256,
      byteLength: picture.length,
      mediaFormat: formatOf(picture),
      fingerprint,
      tenant: actor.tenant,
    } as const;
    const { id: patternId, key } = await insertRecord(tx, accepted, actor, at);
    const row = { ...owned, id: makeId('OD', at), byteLength: picture.length, patternId, depositedAt: at };
    await insertOpenDeposit(tx, row);
    await appendAudit(tx, { at, actor: actor.name, action: 'deposit', object: { kind: 'deposit', id: row.id } });
    const record: OpenDepositRecord = {
      type: 'selvedge/open-deposit/v1',
      kind: 'open',
      id: row.id,
      sha256,
      bytes: picture.length,
      account: actor.name,
      at: at.toISOString(),
      check: {
        grade: check.grade,
        worksSearched: check.worksSearched,
        libraryPosition: check.versions.libraryPosition,
        rules: check.versions.rules,
      },
    };
    await ctx.transparency.enter(tx, depositKey(row.id), record);
    await appendChange(tx, 'put', key, at);
    return row.id;
  });
  await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
  ctx.meter.record({
    at,
    actor: actor.name,
    operation: 'open-deposit',
    outcome: check.grade,
    worksSearched: check.worksSearched,
    durationMs: check.timingsMs.total,
  });
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  return { deposit: await loggedRecord(ctx, depositKey(id), openDepositRecordSchema), check };
}

/** The registry's part of the receipt, proved against the latest checkpoint. Only the depositor gets it. Throws `not-found`. */
export async function readOpenDeposit(ctx: ProvingContext, id: string, actor: Actor): Promise<LoggedOpenDeposit> {
  const row = await findOpenDeposit(ctx.store, id);
  // To anyone else it is not there: its very existence is nobody's business.
  if (row === undefined || row.account !== actor.name) throw depositNotFound(id);
  return loggedRecord(ctx, depositKey(id), openDepositRecordSchema);
}
