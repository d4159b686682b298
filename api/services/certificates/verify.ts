import { ownersOf, readForm } from '../../registration/application-form.ts';
import { dateInChina } from '../../registration/calendar/dates.ts';
import type { RegistrationVerification, Verification } from '../../schemas/certificate.ts';
import {
  type ApplicationRow,
  readApplicationByKey,
  readByNumber,
  readByPicture,
} from '../../store/applications/application-rows.ts';
import { readEvents } from '../../store/applications/case-rows.ts';
import { readTitleEntries } from '../../store/applications/title-rows.ts';
import {
  type CertificateRow,
  findCertificate,
  findCertificateByDigest,
  listCertificates,
} from '../../store/certificate-rows.ts';
import { findReport, findReportByDigest, type ReportRow } from '../../store/report-rows.ts';
import { PUBLIC_STATES } from '../applications/case.ts';
import { titleHolders } from '../applications/title-holders.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { reportVerification } from '../reports/verify.ts';
import { type Standing, standingOf } from './standing.ts';
import { verifyDeposit } from './verify-deposit.ts';

/** One of them: the id of a certificate or report, the number of a registration or deposit, or the SHA-256 of a file, of which nothing else is sent. */
export type Shown =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'number'; readonly number: string }
  | { readonly by: 'sha256'; readonly sha256: string };

/** Throws `not-found`. */
export async function verifyShown(ctx: Pick<ServiceContext, 'store' | 'clock'>, shown: Shown): Promise<Verification> {
  const report = await reportOf(ctx, shown);
  if (report !== undefined) return reportVerification(ctx, report);
  const certificate = await certificateOf(ctx, shown);
  if (certificate !== undefined) {
    const row = await readApplicationByKey(ctx.store, certificate.applicationKey);
    if (row !== undefined) return verification(ctx, 'certificate', row, certificate);
  }
  const deposit = await verifyDeposit(ctx, shown);
  if (deposit !== undefined) return deposit;
  const row =
    shown.by === 'number'
      ? await readByNumber(ctx.store, shown.number)
      : shown.by === 'sha256'
        ? await readByPicture(ctx.store, shown.sha256, [...PUBLIC_STATES])
        : undefined;
  if (row === undefined || !PUBLIC_STATES.has(row.state)) throw unknownHere();
  return verification(ctx, shown.by === 'number' ? 'registration' : 'picture', row, undefined);
}

function reportOf({ store }: Pick<ServiceContext, 'store'>, shown: Shown): Promise<ReportRow | undefined> {
  if (shown.by === 'id') return findReport(store, shown.id);
  if (shown.by === 'sha256') return findReportByDigest(store, shown.sha256);
  return Promise.resolve(undefined);
}

function certificateOf({ store }: Pick<ServiceContext, 'store'>, shown: Shown): Promise<CertificateRow | undefined> {
  if (shown.by === 'id') return findCertificate(store, shown.id);
  if (shown.by === 'sha256') return findCertificateByDigest(store, shown.sha256);
  return Promise.resolve(undefined);
}

async function verification(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  found: RegistrationVerification['found'],
  row: ApplicationRow,
  certificate: CertificateRow | undefined,
): Promise<RegistrationVerification> {
  const [events, all] = [await readEvents(store, row.key), await listCertificates(store, row.key)];
  const today = dateInChina(clock());
  const reading = readForm(row.form, today);
  const holders = titleHolders(await readTitleEntries(store, row.key), today);
  const stated = reading.complete ? ownersOf(reading.form) : [];
  const verified = all.map((each) => verifiedOf(each, standingOf(each, { row, events, all })));
  return {
    found,
    registration: {
      application: row.id,
      number: row.number ?? '',
      kind: row.kind,
      title: row.title,
      owners: (holders.length > 0 ? holders : stated).map(({ name }) => name),
      state: row.state,
      decidedOn: row.decidedAt === null ? null : dateInChina(row.decidedAt),
    },
    certificate: verified.find(({ id }) => id === certificate?.id) ?? null,
    certificates: verified,
  };
}

function verifiedOf(
  { id, kind, language, sha256, issuedAt }: CertificateRow,
  { status, since, replacedBy }: Standing,
): RegistrationVerification['certificates'][number] {
  return {
    id,
    kind,
    language,
    sha256,
    issuedAt: issuedAt.toISOString(),
    status,
    since: since?.toISOString() ?? null,
    replacedBy,
  };
}

function unknownHere(): ServiceError {
  return new ServiceError('not-found', {
    expected: 'a certificate, registration, report or certified deposit of this registry',
    received: 'one that it does not know',
    remedy: 'Check the number. A file that was altered, printed or saved anew is another file.',
  });
}
