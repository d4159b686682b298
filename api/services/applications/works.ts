import type { Fingerprint } from '../../../engine/index.ts';
import { type ApplicationForm, ownersOf } from '../../registration/application-form.ts';
import { STATES, type State } from '../../registration/states.ts';
import type { ApplicationChange, ApplicationRow } from '../../store/applications/application-rows.ts';
import { linkRecord, type PictureRow, readPictures } from '../../store/applications/case-rows.ts';
import { readParty } from '../../store/applications/party-rows.ts';
import { appendTitleEntry } from '../../store/applications/title-rows.ts';
import { listFamilyRecords, listNeedless } from '../../store/applications/work-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { appendChange } from '../../store/change-feed.ts';
import type { Queryable } from '../../store/database.ts';
import { deleteFingerprint } from '../../store/fingerprint-rows.ts';
import { findLiveRecords, lockPicture, markRemoved, publishRecord } from '../../store/pattern-rows.ts';
import type { ServiceContext } from '../context.ts';
import { insertRecord } from '../import-pattern.ts';
import { storeFeatures } from '../pattern-blobs.ts';
import { completeForm, type OpenCase } from './case.ts';
import { allotNumber } from './numbers.ts';

/** A flat design as it was read for a check; on submission it goes into the library. */
export interface ReadPicture {
  readonly picture: PictureRow;
  readonly byteLength: number;
  readonly fingerprint: Fingerprint;
}

/** States from which on nothing is claimed any more: their works leave the library, and stay with the case. */
export const GIVEN_UP: ReadonlySet<State> = new Set(['withdrawn', 'lapsed', 'final']);
/** States in which later submissions are checked against the works of a case. */
const SEARCHED: readonly State[] = STATES.filter(
  (state) => !GIVEN_UP.has(state) && !['draft', 'pre-checked', 'converted'].includes(state),
);

/**
 * Brings the flat designs of a submission into the library: restricted, so that later checks find them and nobody sees them but
 * who files and who examines. Call it as the last step of its transaction, since the library's feed stays locked from then on.
 */
export async function recordWorks(open: OpenCase, read: readonly ReadPicture[]): Promise<void> {
  const { ctx, tx, row, actor, now } = open;
  const form = completeForm(open);
  const created = form.kind === 'folk-works' ? form.recorded.date : form.created.date;
  // All locks before the feed's, in one order: no two submissions wait for each other.
  const fresh = read
    .filter(({ picture }) => picture.patternId === null)
    .sort((a, b) => a.picture.sha256.localeCompare(b.picture.sha256));
  const added: number[] = [];
  for (const { picture, byteLength, fingerprint } of fresh) {
    const { sha256, fileName, mediaFormat } = picture;
    await lockPicture(tx, sha256);
    await storeFeatures(ctx.blobs, sha256, fingerprint);
    const present = (await findLiveRecords(tx, sha256)).find((one) => one.ownerPartyId === row.applicantParty);
    if (present !== undefined) {
      await linkRecord(tx, row.key, sha256, present.id);
      continue;
    }
    const details = {
      title: form.title,
      owner: ownerNames(form),
      visibility: 'restricted',
      ownerParty: row.applicantParty,
      dates: [{ kind: 'created', date: created, evidence: 'stated' }],
    } as const;
    const picked = {
      fileName,
      sha256,
      byteLength,
      mediaFormat,
      fingerprint,
      tenant: row.tenant,
      sample: false,
      filed: true,
      ownerAccount: null,
    };
    const { id, key } = await insertRecord(
      tx,
      { ...picked, details: { ...details, dates: [...details.dates] } },
      actor,
      now,
    );
    await linkRecord(tx, row.key, sha256, id);
    added.push(key);
  }
  for (const key of added) await appendChange(tx, 'put', key, now);
}

/** What a registration brings about besides the change of state: number, title chain, and records that all may see. */
export async function registerWorks(open: OpenCase): Promise<ApplicationChange> {
  const { tx, row, actor, now, today } = open;
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
  const date = { kind: 'registered', date: today, evidence: 'registration' } as const;
  const records = (await readPictures(tx, row.key)).flatMap(({ patternId }) => patternId ?? []);
  for (const id of new Set(records)) {
    await publishRecord(tx, id, { number, title: form.title, owner: ownerNames(form), date });
    const object = { kind: 'pattern', id } as const;
    await appendAudit(tx, {
      at: now,
      actor: actor.name,
      action: 'publish',
      object,
      tenant: row.tenant,
      after: { number },
    });
  }
  return { number, decidedAt: now };
}

/** After a case was given up: its works, and earlier versions that only it stood for, leave the library. Last step of its transaction. */
export async function giveUpFamily(tx: Queryable, row: ApplicationRow, by: string, now: Date): Promise<void> {
  await giveUpWorks(tx, row, await listFamilyRecords(tx, row.family), { by, now });
}

/** Takes records that no case claims any more out of the library; what the cases hold of them stays. Last step of its transaction. */
export async function giveUpWorks(
  tx: Queryable,
  row: ApplicationRow,
  records: readonly string[],
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> {
  const needless = await listNeedless(tx, records, SEARCHED);
  const reason = `no longer claimed: ${row.id}`;
  for (const { key, id } of needless) {
    await markRemoved(tx, key, reason, now);
    await deleteFingerprint(tx, key);
    const object = { kind: 'pattern', id } as const;
    await appendAudit(tx, { at: now, actor: by, action: 'remove', object, tenant: row.tenant, reason });
  }
  for (const { key } of needless) await appendChange(tx, 'remove', key, now);
}

/** The library of this process follows at once; should that fail, the follower brings it a little later. */
export async function followLibrary(ctx: ServiceContext): Promise<void> {
  await ctx.feed.catchUp().catch((error: unknown) => ctx.log.warn({ err: error }, 'index not yet caught up'));
}

function ownerNames(form: ApplicationForm): string {
  return ownersOf(form)
    .map(({ name }) => name)
    .join('、')
    .slice(0, 200);
}
