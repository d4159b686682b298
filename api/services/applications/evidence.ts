import type { Kind } from '../../registration/application-form.ts';
import {
  datedField,
  isOf,
  statementsWithoutFile,
  withFilesStated,
  withoutStatement,
} from '../../registration/stated-evidence.ts';
import { type ApplicationRow, restateForm } from '../../store/applications/application-rows.ts';
import {
  deleteEvidence,
  type EvidenceRow,
  handInEvidence,
  insertEvidence,
  readEvidence,
} from '../../store/applications/evidence-rows.ts';
import { type AuditAction, appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import type { Queryable } from '../../store/database.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize, isPermitted, type Resource } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { displayName } from '../display-name.ts';
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { keepPaper, mediaTypeOfPaper, openPaper, sweepPaper, tooManyPapers } from '../paper-files.ts';
import { requireImpartial } from '../parties/recusal.ts';
import { editable, findCase, formIncomplete, matterOf, type OpenCase, onCase, resourceOf } from './case.ts';

/** For one application: enough for contracts, posts and invoices of a design, and little enough to be read. */
const FILES_MAX = 20;

/** Whose the evidence of a case is: the applicant's, and the examiners' who have, or had, the case in hand. */
function evidenceOf(row: ApplicationRow): Resource {
  const assignees = [row.examiner, row.secondExaminer].filter((account) => account !== null);
  return { ...resourceOf(row), assignees };
}

/**
 * Adds a file that evidences a date of the form, while that can be typed; the form states it. Throws `unfit-document`,
 * `already-exists`, and `form-incomplete` for a date that a form of this kind does not have.
 */
export async function addEvidence(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  upload: Pick<EvidenceRow, 'about' | 'title'> & { readonly bytes: Uint8Array; readonly fileName: string },
): Promise<EvidenceRow> {
  const { about, title, bytes } = upload;
  const mediaType = mediaTypeOfPaper(bytes);
  const sha256 = sha256Of(bytes);
  return onCase(ctx, actor, id, async (open) => {
    const { tx, row, now } = open;
    authorize(actor, 'application:file', resourceOf(row));
    editable(open);
    if (datedField(row.kind as Kind, about) === undefined) throw noSuchDate();
    const present = await readEvidence(tx, row.key);
    if (present.length >= FILES_MAX)
      throw tooManyPapers(
        `${FILES_MAX} files of an application`,
        'Take back files that were not handed in yet, and send several papers as one PDF.',
      );
    if (present.some((one) => one.sha256 === sha256 && one.about === about)) throw sameFile();
    await keepPaper(ctx, tx, sha256, bytes);
    const evidence = {
      id: makeId('DE', now),
      about,
      title,
      sha256,
      fileName: displayName(upload.fileName),
      mediaType,
      byteLength: bytes.length,
      addedAt: now,
      addedBy: actor.account!,
    };
    await insertEvidence(tx, row.key, evidence);
    await stateFiles(open);
    await note(open, 'add-date-evidence', evidence);
    return { ...evidence, handedInAt: null };
  });
}

/** Takes back a file that was not handed in yet. What was stays with the case: nothing that is evidence is erased. */
export async function removeEvidence(ctx: ServiceContext, actor: Actor, id: string, evidenceId: string): Promise<void> {
  const { sha256 } = await onCase(ctx, actor, id, async (open) => {
    authorize(actor, 'application:file', resourceOf(open.row));
    editable(open);
    const evidence = await theEvidence(open.tx, open.row, evidenceId);
    if (evidence.handedInAt !== null)
      throw new ServiceError('step-not-possible', {
        expected: 'a file that was not handed in yet',
        received: 'one that was: it stays with the case',
        remedy: 'Add what corrects it.',
      });
    await deleteEvidence(open.tx, evidenceId);
    const { form, key, kind } = open.row;
    await restateForm(open.tx, key, withoutStatement(form, kind as Kind, evidence.about, isOf(evidence.sha256)));
    await note(open, 'remove-date-evidence', evidence);
    return evidence;
  });
  await sweepPaper(ctx, sha256).catch((error: unknown) =>
    ctx.log.warn({ err: error, id }, 'file of evidence that was taken back remains'),
  );
}

/** The file as it came, for the applicant and the examiners of the case alone; each reading is in the audit trail. */
export async function readEvidenceFile(
  ctx: ServiceContext,
  actor: Actor,
  id: string,
  evidenceId: string,
): Promise<{ readonly evidence: EvidenceRow; readonly bytes: Uint8Array }> {
  const row = await findCase(ctx.store, actor, id);
  if (!isPermitted(actor, 'date-evidence:read', evidenceOf(row))) throw notFound(evidenceId);
  if (!isPermitted(actor, 'application:file', resourceOf(row)))
    await requireImpartial(ctx.store, actor, await matterOf(ctx.store, row));
  const evidence = await theEvidence(ctx.store, row, evidenceId);
  const bytes = await openPaper(ctx, evidence.sha256);
  if (bytes === undefined) throw notFound(evidenceId);
  await note({ tx: ctx.store, row, actor, now: ctx.clock() }, 'read-date-evidence', evidence);
  return { evidence, bytes };
}

/** The evidence of a case, for whoever may read it; nothing for others. */
export async function evidenceSeenBy(
  db: Queryable,
  actor: Actor,
  row: ApplicationRow,
): Promise<readonly EvidenceRow[]> {
  return isPermitted(actor, 'date-evidence:read', evidenceOf(row)) ? readEvidence(db, row.key) : [];
}

/** What was typed, with a statement of each file that the case has. */
export async function statedForm(
  tx: Queryable,
  { key, kind }: ApplicationRow,
  form: ApplicationRow['form'],
): Promise<ApplicationRow['form']> {
  return withFilesStated(form, kind as Kind, await readEvidence(tx, key));
}

/** As statedForm, in the store. Nobody typed it: the version, which guards what is typed, stays. */
export async function stateFiles(open: OpenCase): Promise<OpenCase> {
  const { tx, row } = open;
  const form = await statedForm(tx, row, row.form);
  if (form !== row.form) await restateForm(tx, row.key, form);
  return { ...open, row: { ...row, form } };
}

/** What is filed with a submission or supplement, by the digests of the files: kept with the event, from where on none is taken back. */
export async function handIn({ tx, row, now }: OpenCase): Promise<readonly FiledEvidence[]> {
  const faults = statementsWithoutFile(row.form, row.kind as Kind, await readEvidence(tx, row.key));
  if (faults.length > 0) throw formIncomplete(faults);
  await handInEvidence(tx, row.key, now);
  return filedEvidence(tx, row);
}

type FiledEvidence = Pick<EvidenceRow, 'id' | 'about' | 'title' | 'sha256' | 'byteLength'>;

export async function filedEvidence(tx: Queryable, { key }: ApplicationRow): Promise<readonly FiledEvidence[]> {
  const rows = (await readEvidence(tx, key)).filter(({ handedInAt }) => handedInAt !== null);
  return rows.map(({ id, about, title, sha256, byteLength }) => ({ id, about, title, sha256, byteLength }));
}

async function theEvidence(db: Queryable, row: ApplicationRow, id: string): Promise<EvidenceRow> {
  const evidence = (await readEvidence(db, row.key)).find((one) => one.id === id);
  if (evidence === undefined) throw notFound(id);
  return evidence;
}

function noSuchDate(): ServiceError {
  return formIncomplete([{ field: 'about', message: 'Expected a date that a form of this kind has.' }]);
}

function sameFile(): ServiceError {
  return new ServiceError('already-exists', {
    expected: 'a file that is not there yet',
    received: 'one that is evidence of the same already',
    remedy: 'Use the one that there is.',
  });
}

async function note(
  { tx, row, actor, now }: Pick<OpenCase, 'tx' | 'row' | 'actor' | 'now'>,
  action: AuditAction,
  { id, about, sha256 }: Pick<EvidenceRow, 'id' | 'about' | 'sha256'>,
): Promise<void> {
  await appendAudit(tx, {
    at: now,
    actor: actor.name,
    action,
    object: { kind: 'application', id: row.id },
    tenant: row.tenant,
    after: { evidence: id, about, sha256 },
  });
}
