import type { CertificateContent } from '../../proof/certificate.ts';
import { decisionRecordSchema, type IssuedDocument } from '../../proof/records.ts';
import { readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import { readTenantName } from '../../store/accounts/tenant-rows.ts';
import {
  type ApplicationRow,
  lockApplication,
  readApplicationByKey,
} from '../../store/applications/application-rows.ts';
import { readEvents, readPictures } from '../../store/applications/case-rows.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import {
  type CertificateRow,
  findCertificate,
  insertCertificate,
  listCertificates,
} from '../../store/certificate-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { authorize } from '../access/authorize.ts';
import { caseNotFound, findCase, formIncomplete, resourceOf } from '../applications/case.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { loadPicture } from '../live-records.ts';
import { decisionKey } from '../proof/decisions.ts';
import { provenRecord } from '../proof/proven-records.ts';
import { registrySeal } from './registry-seal.ts';
import { contentEvent } from './standing.ts';

/** Under which key the log has that a certificate was issued. */
export const certificateKey = (id: string): string => `certificate:${id}`;

export const PICTURE_SIDE_PX = 900;
/** States in which there is something in force to certify. */
export const CERTIFIABLE: ReadonlySet<string> = new Set(['registered', 'under-objection', 'provisional']);
const KINDS: Readonly<Record<string, CertificateContent['kind']>> = {
  works: 'registration',
  'folk-works': 'filing',
  'pre-registration': 'pre-registration',
};

export interface CertificateOrder {
  readonly language: 'zh' | 'en';
  /** Under which people reach the verification page. */
  readonly publicUrl: string;
}

/**
 * Issues a certificate of what is registered now; an earlier one of the same language is thereby replaced. Throws `not-found`,
 * `forbidden`, `not-now` where nothing is in force, `key-unusable`, `log-damaged`.
 */
export async function issueCertificate(
  ctx: ServiceContext,
  id: string,
  order: CertificateOrder,
  options: CallOptions,
): Promise<CertificateRow> {
  const { actor } = options;
  const row = await findCase(ctx.store, actor, id);
  authorize(actor, 'certificate:issue', resourceOf(row));
  if (!CERTIFIABLE.has(row.state)) throw nothingInForce(row);
  const at = ctx.transparency.now();
  const earlier = (await listCertificates(ctx.store, row.key)).filter(({ language }) => language === order.language);
  const certificateId = makeId('CE', at);
  const { content, form, eventOrdinal } = await contentOf(ctx, row, {
    id: certificateId,
    at,
    replaces: earlier.at(-1)?.id ?? null,
    publicUrl: order.publicUrl,
  });
  // Read when the first certificate is drawn: a start has no time for fonts and PDF.
  const { certificatePdf } = await import('../../report/certificate-pdf.ts');
  const pdf = await certificatePdf({
    content,
    form,
    language: order.language,
    picture: await pictureOf(ctx, row, options),
    seal: await registrySeal(ctx),
  });
  const sha256 = sha256Of(pdf);
  await ctx.blobs.put({ kind: 'certificate', sha256 }, pdf);
  const issued: CertificateRow = {
    id: certificateId,
    applicationKey: row.key,
    kind: content.kind,
    language: order.language,
    eventOrdinal,
    sha256,
    replaces: content.replaces,
    issuedAt: at,
    issuedBy: actor.name,
  };
  await keep(ctx, row, issued, actor);
  return issued;
}

/** The file of a certificate, for whoever may order one. Throws `not-found`, `picture-lost`. */
export async function readCertificateFile(
  ctx: ServiceContext,
  id: string,
  actor: Actor,
): Promise<{ readonly row: CertificateRow; readonly bytes: Uint8Array }> {
  const row = await findCertificate(ctx.store, id);
  const application = row && (await readApplicationByKey(ctx.store, row.applicationKey));
  if (row === undefined || application === undefined) throw certificateNotFound(id);
  authorize(actor, 'certificate:issue', resourceOf(await findCase(ctx.store, actor, application.id)));
  const bytes = await ctx.blobs.read({ kind: 'certificate', sha256: row.sha256 });
  if (bytes === undefined)
    throw new ServiceError('picture-lost', {
      expected: `the file of ${row.id}`,
      received: 'none',
      remedy: 'Issue the certificate anew, and tell the operator.',
    });
  return { row, bytes };
}

/** In one transaction with its entry in the log, unless the case changed meanwhile. */
async function keep(ctx: ServiceContext, before: ApplicationRow, issued: CertificateRow, actor: Actor): Promise<void> {
  await ctx.store.transaction(async (tx) => {
    const row = await lockApplication(tx, before.id);
    if (row === undefined) throw caseNotFound(before.id);
    if (row.version !== before.version)
      throw new ServiceError('stale-edit', {
        expected: `version ${before.version} of the case, which the certificate states`,
        received: `version ${row.version}`,
        remedy: 'Try again.',
      });
    await insertCertificate(tx, issued);
    await appendAudit(tx, {
      at: issued.issuedAt,
      actor: actor.name,
      action: 'issue-certificate',
      object: { kind: 'application', id: row.id },
      tenant: row.tenant,
      after: { certificate: issued.id, language: issued.language, replaces: issued.replaces },
    });
    const record: IssuedDocument = {
      type: 'selvedge/issued-document/v1',
      kind: 'certificate',
      id: issued.id,
      sha256: issued.sha256,
      about: row.id,
      replaces: issued.replaces,
      at: issued.issuedAt.toISOString(),
    };
    await ctx.transparency.enter(tx, certificateKey(issued.id), record);
  });
}

async function contentOf(
  ctx: ServiceContext,
  row: ApplicationRow,
  {
    id,
    at,
    replaces,
    publicUrl,
  }: { readonly id: string; readonly at: Date; readonly replaces: string | null; readonly publicUrl: string },
) {
  const events = await readEvents(ctx.store, row.key);
  const eventOrdinal = contentEvent(events);
  if (eventOrdinal === undefined) throw nothingInForce(row);
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  const proven = await provenRecord(ctx, decisionKey(row.id, eventOrdinal));
  const record = proven && decisionRecordSchema.parse(proven.record);
  if (proven === undefined || record?.registration == null) throw nothingInForce(row);
  const reading = readForm(row.form, dateInChina(at));
  if (!reading.complete) throw formIncomplete(reading.faults);
  const content: CertificateContent = {
    type: 'selvedge/certificate/v1',
    id,
    kind: KINDS[row.kind]!,
    issuedAt: at.toISOString(),
    issuer: (await readTenantName(ctx.store, row.tenant)) ?? row.tenant,
    registration: record.registration,
    // As it was read: what the digest in the registration is of.
    form: JSON.parse(JSON.stringify(reading.form)) as Record<string, unknown>,
    replaces,
    depositReference: reading.form.depositReference ?? null,
    verifyAt: `${publicUrl}/#/verify/${id}`,
    proof: { ...proven, record },
  };
  return { content, form: reading.form, eventOrdinal };
}

async function pictureOf(ctx: ServiceContext, row: ApplicationRow, options: CallOptions): Promise<Buffer | undefined> {
  const picture = (await readPictures(ctx.store, row.key)).find(({ role }) => role === 'flat-design');
  if (picture === undefined) return undefined;
  const bytes = await loadPicture(ctx, picture.sha256);
  const { pictureForPdf } = await import('../../report/pdf-picture.ts');
  return pictureForPdf(await ctx.engine.thumbnail(bytes, PICTURE_SIDE_PX, taskOptions(options)));
}

function nothingInForce({ state }: ApplicationRow): ServiceError {
  return new ServiceError('not-now', {
    expected: 'a registration, filing or pre-registration in force',
    received: `a case that is ${state}`,
    remedy: 'Order the certificate once it is registered.',
  });
}

function certificateNotFound(id: string): ServiceError {
  return new ServiceError('not-found', {
    expected: 'the id of a certificate that you may see',
    received: id.slice(0, 40),
    remedy: 'Check the id; it begins with CE-.',
  });
}
