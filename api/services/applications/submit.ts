import { createdOnOf, regionOf } from '../../registration/application-form.ts';
import { badFaithNotices, type EarlierWork } from '../../registration/bad-faith.ts';
import { BEFORE_A_DECISION, TRANSITIONS } from '../../registration/transitions.ts';
import { STRONG_GRADES, triage } from '../../registration/triage.ts';
import { type ApplicationRow, readApplicationRow, readByNumber } from '../../store/applications/application-rows.ts';
import {
  appendCheck,
  findOtherClaims,
  insertBadFaithNotices,
  type PictureRow,
  readPictures,
  type StoredCheck,
} from '../../store/applications/case-rows.ts';
import { readOwnWorks } from '../../store/applications/family-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { authorize } from '../access/authorize.ts';
import { type AcceptedCheck, checkPicture } from '../check-picture.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { loadPicture } from '../live-records.ts';
import { performAct } from './act.ts';
import { completeForm, findCase, type OpenCase, onCase, resourceOf } from './case.ts';
import { allotNumber } from './numbers.ts';

/** Candidates kept with each frozen check: what an examiner can look at. */
const CANDIDATES = 10;

/** Flat designs are checked, the first of them first; colourways and photographs of cloth show the same design again. */
function checkedPictures(pictures: readonly PictureRow[]): readonly PictureRow[] {
  return pictures.filter(({ role }) => role === 'flat-design');
}

interface FreshChecks {
  /** The version of the application that was checked. */
  readonly version: number;
  readonly checks: readonly { readonly pictureOrdinal: number; readonly result: AcceptedCheck }[];
}

/** Searching takes a second or so a picture, so it is done before the case is locked; nothing may change in between. */
async function checkAll(ctx: ServiceContext, id: string, options: CallOptions): Promise<FreshChecks> {
  const row = await findCase(ctx.store, options.actor, id);
  authorize(options.actor, 'application:file', resourceOf(row));
  const pictures = checkedPictures(await readPictures(ctx.store, row.key));
  const checks = [];
  for (const { ordinal, sha256 } of pictures) {
    const result = await checkPicture(ctx, await loadPicture(ctx, sha256), { ...options, limit: CANDIDATES });
    checks.push({ pictureOrdinal: ordinal, result });
  }
  return { version: row.version, checks };
}

async function freeze(
  { tx, row, now }: OpenCase,
  fresh: FreshChecks,
  purpose: StoredCheck<object>['purpose'],
): Promise<void> {
  if (row.version !== fresh.version)
    throw new ServiceError('stale-edit', {
      expected: `the version that was checked, ${fresh.version}`,
      received: `version ${row.version}: the application changed while it was being checked`,
      remedy: 'Try again.',
    });
  for (const { pictureOrdinal, result } of fresh.checks)
    await appendCheck(tx, row.key, { purpose, pictureOrdinal, at: now, result });
}

/** Looks for earlier works and shows them to the applicant, before anything is filed. */
export async function preCheck(ctx: ServiceContext, id: string, options: CallOptions): Promise<ApplicationRow> {
  const fresh = await checkAll(ctx, id, options);
  return onCase(ctx, options.actor, id, async (open) => {
    await freeze(open, fresh, 'pre-check');
    return performAct(open, { event: 'pre-check' });
  });
}

/**
 * Files the application: checked once more, frozen with that result and all versions, and put into its queue. Where a
 * supplement was asked for, the form as it is now goes back to its examiner.
 */
export async function submit(ctx: ServiceContext, id: string, options: CallOptions): Promise<ApplicationRow> {
  const fresh = await checkAll(ctx, id, options);
  return onCase(ctx, options.actor, id, async (open) => {
    const form = completeForm(open);
    await freeze(open, fresh, 'submission');
    if (open.row.state === 'supplement-requested')
      return performAct(open, { event: 'supplement', detail: { form }, change: await riskOf(open, fresh) });
    const checked = { ...open, row: await performAct(open, { event: 'pre-check' }) };
    return checked.row.kind === 'pre-registration' ? preRegister(checked) : file(checked, fresh);
  });
}

async function preRegister(open: OpenCase): Promise<ApplicationRow> {
  const { row, now, today } = open;
  const form = completeForm(open);
  return performAct(open, {
    event: 'pre-register',
    shown: ['frozen-check'],
    detail: { form },
    change: {
      number: await allotNumber(open),
      priorityOn: today,
      submittedAt: now,
      region: regionOf(form),
      family: row.id,
    },
  });
}

async function file(open: OpenCase, fresh: FreshChecks): Promise<ApplicationRow> {
  const { now } = open;
  const form = completeForm(open);
  const priorityOn = await priorityOf(open);
  return performAct(open, {
    event: 'submit',
    shown: ['frozen-check'],
    detail: { form },
    change: {
      ...(await riskOf(open, fresh)),
      priorityOn,
      submittedAt: now,
      region: regionOf(form),
      family: await familyOf(open),
    },
  });
}

/** The date that counts against others: that of the pre-registration which this application takes up, else today. */
async function priorityOf(open: OpenCase): Promise<string> {
  const { ctx, actor, tx, row, today } = open;
  const form = completeForm(open);
  if (form.kind !== 'works' || form.preRegistration === undefined) return today;
  const found = await readByNumber(tx, form.preRegistration);
  if (found === undefined || found.kind !== 'pre-registration' || found.applicantParty !== row.applicantParty)
    throw new ServiceError('form-incomplete', {
      expected: 'the number of a pre-registration of the same party',
      received: form.preRegistration,
      remedy: 'Check the number, or leave the field empty.',
      faults: [{ field: 'preRegistration', message: 'Expected the number of a pre-registration of the same party.' }],
    });
  // Locked second: the two cases are never locked the other way round.
  const provisional = (await readApplicationRow(tx, found.id))!;
  await performAct({ ctx, tx, actor, row: provisional, now: open.now, today }, { event: 'convert', note: row.id });
  return found.priorityOn!;
}

async function familyOf({ tx, row, today }: OpenCase): Promise<string> {
  const { earlierVersion } = completeForm({ row, today });
  if (earlierVersion === undefined) return row.id;
  const earlier = await readApplicationRow(tx, earlierVersion);
  if (earlier !== undefined && earlier.applicantParty === row.applicantParty) return earlier.family;
  throw new ServiceError('form-incomplete', {
    expected: 'an application of the same party as the earlier version',
    received: earlierVersion,
    remedy: 'Name an application of your own, or leave the field empty.',
    faults: [{ field: 'earlierVersion', message: 'Expected an application of the same party.' }],
  });
}

const UNDECIDED_OR_REGISTERED: readonly string[] = [
  ...BEFORE_A_DECISION.filter((state) => state !== 'draft' && state !== 'pre-checked'),
  ...new Set(TRANSITIONS.filter(({ event }) => event === 'register').map(({ to }) => to)),
  'under-objection',
];

/** Queue, risk and notices to staff that follow from what was found. */
async function riskOf(open: OpenCase, { checks }: FreshChecks) {
  const { tx, row, now } = open;
  const works = await earlierWorks(
    tx,
    row,
    checks.map(({ result }) => result),
  );
  const others = works.filter(({ own }) => !own);
  const notices = badFaithNotices(works, createdOnOf(completeForm(open)));
  await insertBadFaithNotices(tx, row.key, notices, now);
  const sha256s = (await readPictures(tx, row.key)).map(({ sha256 }) => sha256);
  const claims = await findOtherClaims(tx, {
    key: row.key,
    party: row.applicantParty,
    sha256s,
    states: UNDECIDED_OR_REGISTERED,
  });
  const grades = [
    ...others.map(({ grade }) => grade),
    ...checks.flatMap(({ result }) => (result.status === 'checked' ? [] : [result.status])),
  ];
  const { queue, risk } = triage({ grades, badFaith: notices.length > 0, claimedTwice: claims.length > 0 });
  return { queue, risk, strongFinding: others.some(({ grade }) => STRONG_GRADES.has(grade)) };
}

/** What the checks found, each work once at its most serious, marked where it is the applicant's own. */
async function earlierWorks(
  tx: Queryable,
  row: ApplicationRow,
  results: readonly AcceptedCheck[],
): Promise<readonly EarlierWork[]> {
  const candidates = results.flatMap((result) => (result.status === 'checked' ? result.candidates : []));
  const own = await readOwnWorks(
    tx,
    row.applicantParty,
    candidates.map(({ id }) => id),
  );
  return candidates.map(({ id, grade, owner, dates }) => ({ id, grade, owner, dates, own: own.has(id) }));
}
