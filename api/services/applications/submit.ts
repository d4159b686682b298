import { type ApplicationForm, createdOnOf, regionOf } from '../../registration/application-form.ts';
import { badFaithNotices, type EarlierWork } from '../../registration/bad-faith.ts';
import { BEFORE_A_DECISION, TRANSITIONS } from '../../registration/transitions.ts';
import { FOUND_GRADES, STRONG_GRADES, triage } from '../../registration/triage.ts';
import type { Candidate } from '../../schemas/check-result.ts';
import {
  type ApplicationRow,
  lockApplication,
  readApplicationRow,
  readByNumber,
} from '../../store/applications/application-rows.ts';
import {
  appendCheck,
  findOtherClaims,
  insertBadFaithNotices,
  type PictureRow,
  readPictures,
  type StoredCheck,
} from '../../store/applications/case-rows.ts';
import { readOwnWorks } from '../../store/applications/family-rows.ts';
import { keepFindings } from '../../store/applications/finding-rows.ts';
import type { Queryable } from '../../store/database.ts';
import { authorize } from '../access/authorize.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { loadPicture } from '../live-records.ts';
import { type AcceptedCheck, type FoundWork, searchLibrary } from '../search-library.ts';
import type { Guarded } from '../visibility.ts';
import { performAct } from './act.ts';
import { completeForm, findCase, type OpenCase, onCase, resourceOf } from './case.ts';
import { handIn, stateFiles } from './evidence.ts';
import { allotNumber } from './numbers.ts';
import { followLibrary, type ReadPicture, recordWorks } from './works.ts';

/** Works kept with each frozen check, of the public ones and of the others each: what an examiner can look at. */
const WORKS = 20;

interface FreshChecks {
  /** The version of the application that was checked. */
  readonly version: number;
  readonly checks: readonly { readonly picture: PictureRow; readonly result: AcceptedCheck }[];
  /** Of those the ones that go into the library. */
  readonly read: readonly ReadPicture[];
}

/**
 * Searching takes a second or so a picture, so it is done before the case is locked; nothing may change in between. It is the
 * registry that searches: what is found is frozen whole, and each reader is shown of it what he may see. Flat designs alone are
 * checked: colourways and photographs of cloth show the same design again.
 */
async function checkAll(ctx: ServiceContext, id: string, options: CallOptions): Promise<FreshChecks> {
  const row = await findCase(ctx.store, options.actor, id);
  authorize(options.actor, 'application:file', resourceOf(row));
  const pictures = await readPictures(ctx.store, row.key);
  const own = new Set(pictures.map(({ patternId }) => patternId));
  const checks = [];
  const read: ReadPicture[] = [];
  for (const picture of pictures.filter(({ role }) => role === 'flat-design')) {
    const bytes = await loadPicture(ctx, picture.sha256);
    // Apart from each other: neither pending filings, of others or his own, nor public works push out what the other kind has.
    const apart = { has: isRestricted, limit: WORKS + own.size };
    const search = await searchLibrary(ctx, bytes, { limit: WORKS, apart, signal: options.signal });
    if (search.status === 'not-comparable') {
      checks.push({ picture, result: search });
      continue;
    }
    const { fingerprint, works, resultOf } = search;
    const others = works.filter(({ record }) => !own.has(record.id));
    checks.push({ picture, result: resultOf(bestOfEach(others), []) });
    read.push({ picture, byteLength: bytes.length, fingerprint });
  }
  for (const { result } of checks)
    ctx.meter.record({
      at: ctx.clock(),
      actor: options.actor.name,
      operation: 'check',
      outcome: result.status,
      worksSearched: result.status === 'checked' ? result.worksSearched : 0,
      durationMs: result.timingsMs.total,
    });
  return { version: row.version, checks, read };
}

const isRestricted = ({ visibility }: Guarded): boolean => visibility === 'restricted';

/** The best of the public works and of the others, in their common order. */
function bestOfEach(works: readonly FoundWork[]): Candidate[] {
  const kept = new Set(
    [true, false].flatMap((kind) => works.filter(({ record }) => isRestricted(record) === kind).slice(0, WORKS)),
  );
  return works.filter((work) => kept.has(work)).map(({ candidate }) => candidate);
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
  for (const { picture, result } of fresh.checks) {
    await appendCheck(tx, row.key, { purpose, pictureOrdinal: picture.ordinal, at: now, result });
    if (purpose === 'submission' && result.status === 'checked')
      await keepFindings(
        tx,
        row.key,
        result.candidates
          .filter(({ grade }) => FOUND_GRADES.has(grade))
          .map(({ id, grade }) => ({ id, strong: STRONG_GRADES.has(grade) })),
      );
  }
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
  const filed = await onCase(ctx, options.actor, id, async (locked) => {
    const open = await stateFiles(locked);
    const form = completeForm(open);
    await freeze(open, fresh, 'submission');
    const row = await step(open, form);
    await recordWorks({ ...open, row }, fresh.read);
    return (await readApplicationRow(open.tx, id))!;
  });
  await followLibrary(ctx);
  return filed;

  async function step(open: OpenCase, form: ApplicationForm): Promise<ApplicationRow> {
    if (open.row.state === 'supplement-requested')
      return performAct(open, {
        event: 'supplement',
        detail: { form, evidence: await handIn(open) },
        change: await riskOf(open, fresh),
      });
    const checked = { ...open, row: await performAct(open, { event: 'pre-check' }) };
    return checked.row.kind === 'pre-registration' ? preRegister(checked) : file(checked, fresh);
  }
}

async function preRegister(open: OpenCase): Promise<ApplicationRow> {
  const { row, now, today } = open;
  const form = completeForm(open);
  return performAct(open, {
    event: 'pre-register',
    shown: ['frozen-check'],
    detail: { form, evidence: await handIn(open) },
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
  const origin = await originOf(open, form);
  return performAct(open, {
    event: 'submit',
    shown: ['frozen-check'],
    detail: { form, evidence: await handIn(open) },
    change: {
      ...(await riskOf(open, fresh)),
      ...origin,
      submittedAt: now,
      region: regionOf(form),
    },
  });
}

/**
 * Where a work comes from: the date that counts against others, which is that of the pre-registration taken up or else today's,
 * and the family of the earlier version that it names, or of that pre-registration, or its own.
 */
async function originOf(
  open: OpenCase,
  form: ApplicationForm,
): Promise<Pick<ApplicationRow, 'family'> & { readonly priorityOn: string }> {
  const { row, today } = open;
  const earlier = form.earlierVersion === undefined ? undefined : await earlierVersionOf(open, form.earlierVersion);
  const provisional =
    form.kind !== 'works' || form.preRegistration === undefined ? undefined : await takeUp(open, form.preRegistration);
  return {
    priorityOn: provisional?.priorityOn ?? today,
    family: earlier?.family ?? provisional?.family ?? row.id,
  };
}

async function takeUp({ ctx, actor, tx, row, now, today }: OpenCase, number: string): Promise<ApplicationRow> {
  const found = await readByNumber(tx, number);
  if (found === undefined || found.kind !== 'pre-registration' || found.applicantParty !== row.applicantParty)
    throw new ServiceError('form-incomplete', {
      expected: 'the number of a pre-registration of the same party',
      received: number,
      remedy: 'Check the number, or leave the field empty.',
      faults: [{ field: 'preRegistration', message: 'Expected the number of a pre-registration of the same party.' }],
    });
  // Locked second: the two cases are never locked the other way round.
  const provisional = (await lockApplication(tx, found.id))!;
  return performAct({ ctx, tx, actor, row: provisional, now, today }, { event: 'convert', note: row.id });
}

async function earlierVersionOf({ tx, row }: OpenCase, id: string): Promise<ApplicationRow> {
  const earlier = await readApplicationRow(tx, id);
  if (earlier !== undefined && earlier.applicantParty === row.applicantParty) return earlier;
  throw new ServiceError('form-incomplete', {
    expected: 'an application of the same party as the earlier version',
    received: id,
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
