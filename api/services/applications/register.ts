import type { Fingerprint } from '../../../engine/index.ts';
import { ownersOf } from '../../registration/application-form.ts';
import type { ApplicationChange, ApplicationRow } from '../../store/applications/application-rows.ts';
import { type PictureRow, readPictures } from '../../store/applications/case-rows.ts';
import { readParty } from '../../store/applications/party-rows.ts';
import { appendTitleEntry } from '../../store/applications/title-rows.ts';
import { setRegistration } from '../../store/pattern-rows.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { recordPattern } from '../import-pattern.ts';
import { loadPicture } from '../live-records.ts';
import { storeBlobs } from '../pattern-blobs.ts';
import { completeForm, type OpenCase } from './case.ts';
import { allotNumber } from './numbers.ts';

/** What goes into the library on registration, made ready before the case is locked. */
export interface PreparedWork {
  readonly picture: PictureRow;
  readonly bytes: Uint8Array;
  readonly fingerprint: Fingerprint;
}

/** Reads the first flat design for the library; undefined where there is nothing in it to compare. */
export async function prepareWork(
  ctx: ServiceContext,
  row: ApplicationRow,
  options: CallOptions,
): Promise<PreparedWork | undefined> {
  const picture = (await readPictures(ctx.store, row.key)).find(({ role }) => role === 'flat-design');
  if (picture === undefined) return undefined;
  const bytes = await loadPicture(ctx, picture.sha256);
  const outcome = await ctx.engine.fingerprint(bytes, taskOptions(options));
  if (outcome.status !== 'fingerprinted') return undefined;
  await storeBlobs(ctx.blobs, picture.sha256, bytes, outcome.fingerprint);
  return { picture, bytes, fingerprint: outcome.fingerprint };
}

/**
 * What a registration brings about besides the change of state: number, title chain, record in the library. Call it as the
 * last but one step of its transaction, since the library's feed stays locked from then on.
 */
export async function registerWork(open: OpenCase, prepared: PreparedWork | undefined): Promise<ApplicationChange> {
  const { ctx, tx, row, actor, now, today } = open;
  const form = completeForm(open);
  const party = await readParty(tx, row.applicantParty);
  const owners = ownersOf(form);
  await appendTitleEntry(tx, row.key, {
    event: 'origin',
    effectiveOn: row.priorityOn ?? today,
    fromHolder: null,
    // The applicant is known by his party; co-owners by the name under which they were stated.
    toHolders: owners.map(({ name, share }) => ({ holder: name === party?.name ? party.id : name, name, share })),
    basis: form.kind === 'folk-works' ? 'original' : owners.map(({ basis }) => basis).join(', '),
    evidence: [row.id],
    recordedAt: now,
    recordedBy: actor.name,
  });
  const number = row.number ?? (await allotNumber(open));
  if (prepared === undefined) return { number, decidedAt: now };
  const { picture, bytes, fingerprint } = prepared;
  const created = form.kind === 'folk-works' ? form.recorded.date : form.created.date;
  const dates = [
    { kind: 'registered', date: today, evidence: 'registration' },
    { kind: 'created', date: created, evidence: 'stated' },
  ] as const;
  const outcome = await recordPattern(
    ctx,
    tx,
    {
      picture: bytes,
      fileName: picture.fileName,
      details: {
        title: form.title,
        owner: owners
          .map(({ name }) => name)
          .join('、')
          .slice(0, 200),
        registrationNumber: number,
        dates: [...dates],
      },
      sha256: picture.sha256,
      fingerprint,
      tenant: row.tenant,
    },
    actor,
  );
  await setRegistration(tx, outcome.id, { number, party: row.applicantParty, date: dates[0] });
  return { number, patternId: outcome.id, decidedAt: now };
}

/** The library of this process follows at once; should that fail, the follower brings it a little later. */
export async function followLibrary(ctx: ServiceContext): Promise<void> {
  await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
}
