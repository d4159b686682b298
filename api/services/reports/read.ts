import { similarityReportRecordSchema } from '../../proof/records.ts';
import type { ReportFindings, ReportStatement, SimilarityReport } from '../../proof/similarity-report.ts';
import { findReport, type ReportRow } from '../../store/report-rows.ts';
import type { Actor } from '../access/actor.ts';
import { isPermitted } from '../access/authorize.ts';
import type { ServiceContext } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { loggedRecord } from '../proof/proven-records.ts';

/** Under which key the log has a report. */
export const reportKey = (id: string): string => `report:${id}`;

/** What a report says without what proves it; stored as RFC 8785 text, which its digest is of. */
export interface ReportContent {
  readonly findings: ReportFindings;
  readonly statement: ReportStatement;
}

/**
 * A report that the actor ordered, that his office issued, or that he holds: `findingsSha256` is what its file says. To anybody else it is not there.
 * Throws `not-found`.
 */
export async function findReportFor(
  { store }: Pick<ServiceContext, 'store'>,
  id: string,
  actor: Actor,
  findingsSha256: string | null,
): Promise<ReportRow> {
  const row = await findReport(store, id);
  const isKnown = row !== undefined && (isReader(actor, row) || row.findingsSha256 === findingsSha256);
  if (isKnown) return row;
  throw new ServiceError('not-found', {
    expected: 'the id of a report that you ordered, or that you hold',
    received: id.slice(0, 60),
    remedy: 'Check the id; it begins with SR-.',
  });
}

const isReader = (actor: Actor, row: ReportRow): boolean =>
  actor.name === row.account || isPermitted(actor, 'report:read', { account: row.account, tenant: row.tenant });

/** Findings and attestation, proved against the latest state of the log. Throws `picture-lost`, `log-damaged`. */
export async function readReport(ctx: ServiceContext, row: ReportRow, publicUrl: string): Promise<SimilarityReport> {
  const { findings, statement } = JSON.parse(
    new TextDecoder().decode(await readFileOf(ctx, row.contentSha256, 'content')),
  ) as ReportContent;
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  return {
    type: 'selvedge/similarity-report/v1',
    findings,
    attestation: {
      statement,
      verifyAt: `${publicUrl}/#/verify/${row.id}`,
      proof: await loggedRecord(ctx, reportKey(row.id), similarityReportRecordSchema),
    },
  };
}

export function readInputs(ctx: Pick<ServiceContext, 'blobs'>, row: ReportRow): Promise<Uint8Array> {
  return readFileOf(ctx, row.inputsSha256, 'inputs');
}

/** A file of a report. Throws `picture-lost` where the database knows it but the folder does not. */
export async function readFileOf(
  { blobs }: Pick<ServiceContext, 'blobs'>,
  sha256: string,
  what: 'content' | 'inputs' | 'document',
): Promise<Uint8Array> {
  const bytes = await blobs.read({ kind: 'report', sha256 });
  if (bytes !== undefined) return bytes;
  throw new ServiceError('picture-lost', {
    expected: `the ${what} of this report in the data folder`,
    received: 'nothing under its SHA-256',
    remedy: 'Restore the data folder from a backup.',
  });
}
