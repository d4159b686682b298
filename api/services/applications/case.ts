import { type ApplicationForm, type FormFault, readForm } from '../../registration/application-form.ts';
import { type CalendarDate, dateInChina } from '../../registration/calendar/dates.ts';
import type { Standing } from '../../registration/states.ts';
import { type ApplicationRow, lockApplication, readApplicationRow } from '../../store/applications/application-rows.ts';
import { readPartiesWithStake } from '../../store/applications/finding-rows.ts';
import { readObjections } from '../../store/applications/objection-rows.ts';
import { readOpinions } from '../../store/applications/opinion-rows.ts';
import type { Queryable } from '../../store/database.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted, type Resource } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import type { Matter } from '../parties/recusal.ts';

/** A case under its lock, inside a transaction. */
export interface OpenCase {
  readonly ctx: ServiceContext;
  readonly tx: Queryable;
  readonly row: ApplicationRow;
  readonly actor: Actor;
  readonly now: Date;
  readonly today: CalendarDate;
}

/** States in which the public may see a record. */
export const PUBLIC_STATES: ReadonlySet<string> = new Set(['registered', 'under-objection', 'cancelled', 'expired']);

/** All or nothing: nobody else changes the case while `work` runs. Throws `not-found` where the actor may not know of it. */
export function onCase<T>(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  work: (open: OpenCase) => Promise<T>,
): Promise<T> {
  return ctx.store.transaction(async (tx) => {
    const row = await lockApplication(tx, id);
    if (row === undefined || !(await mayRead(tx, actor, row))) throw caseNotFound(id);
    const now = ctx.clock();
    return work({ ctx, tx, row, actor, now, today: dateInChina(now) });
  });
}

/** Reads a case that the actor may read; for others it does not exist. */
export async function findCase(db: Queryable, actor: Actor, id: string): Promise<ApplicationRow> {
  const row = await readApplicationRow(db, id);
  if (row === undefined || !(await mayRead(db, actor, row))) throw caseNotFound(id);
  return row;
}

/** Whose the case is, as far as rights go. */
export function resourceOf(row: ApplicationRow): Resource {
  return { tenant: row.tenant, parties: [row.applicantParty] };
}

async function mayRead(db: Queryable, actor: Actor, row: ApplicationRow): Promise<boolean> {
  if (actor.credential === 'none') return PUBLIC_STATES.has(row.state);
  // Before it is submitted a draft concerns nobody but those who file it.
  const isDraft = row.submittedAt === null;
  if (isPermitted(actor, isDraft ? 'application:file' : 'application:read', resourceOf(row))) return true;
  if (PUBLIC_STATES.has(row.state)) return true;
  return isAdviser(db, row, actor);
}

/** Whether the actor was asked for an opinion on the case, and still has the role for it. */
export async function isAdviser(db: Queryable, row: ApplicationRow, actor: Actor): Promise<boolean> {
  if (actor.account === null || !isPermitted(actor, 'application:advise', { assignees: [actor.account] })) return false;
  return (await readOpinions(db, row.key)).some(({ account }) => account === actor.account);
}

/** In what capacities the actor stands to the case. */
export function standingsOf(actor: Actor, row: ApplicationRow): ReadonlySet<Standing> {
  const resource = resourceOf(row);
  const standings = new Set<Standing>();
  if (isPermitted(actor, 'application:file', resource)) standings.add('applicant');
  if (isPermitted(actor, 'application:examine', resource)) standings.add('examiner');
  if (isPermitted(actor, 'application:administer', resource)) standings.add('registrar');
  if (actor.account !== null && !actor.parties.some(({ party }) => party === row.applicantParty))
    standings.add('third-party');
  return standings;
}

/** Who has the case in hand: the second examiner while he reviews it, else the first; null while nobody has taken it. */
export function holderOf({ state, examiner, secondExaminer }: ApplicationRow): string | null {
  return state === 'second-review' ? secondExaminer : examiner;
}

/** The parties in whose name the actor may file. */
export function partiesFiledFor(actor: Actor): readonly string[] {
  return actor.parties
    .map(({ party }) => party)
    .filter((party) => isPermitted(actor, 'application:file', { parties: [party] }));
}

const EDITABLE: ReadonlySet<string> = new Set(['draft', 'pre-checked', 'supplement-requested']);

/** Throws `step-not-possible` where nothing of the form can be changed. */
export function editable({ row }: OpenCase): void {
  if (EDITABLE.has(row.state)) return;
  throw new ServiceError('step-not-possible', {
    expected: 'a draft, or a case in which a supplement was asked for',
    received: `a case that is ${row.state}`,
    remedy: 'Withdraw it and file anew, or wait until a supplement is asked for.',
  });
}

/** Whom a case is about, as far as recusal goes (回避). */
export async function matterOf(tx: Queryable, { key, filedBy }: ApplicationRow): Promise<Matter> {
  const objectors = (await readObjections(tx, key)).map(({ account }) => account);
  return { parties: await readPartiesWithStake(tx, key), accounts: [filedBy, ...objectors] };
}

/** The form of a case from its submission on. Throws `form-incomplete`, naming every field at fault. */
export function completeForm({ row, today }: Pick<OpenCase, 'row' | 'today'>): ApplicationForm {
  const reading = readForm(row.form, today);
  if (reading.complete) return reading.form;
  throw formIncomplete(reading.faults);
}

export function formIncomplete(faults: readonly FormFault[]): ServiceError {
  return new ServiceError('form-incomplete', {
    expected: 'a complete form',
    received: `one with ${faults.length} ${faults.length === 1 ? 'field' : 'fields'} at fault`,
    remedy: 'Correct the fields listed under "errors".',
    faults,
  });
}

export function caseNotFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of an application that you may see',
    received: id.slice(0, 40),
    remedy: 'Check the id; it begins with AP-.',
  });
}
