import type { IssuedDocument } from '../../proof/records.ts';
import type { SimilarityReport } from '../../proof/similarity-report.ts';
import type { ReportPicture } from '../../report/report-panels.ts';
import { appendAudit } from '../../store/audit-trail.ts';
import { sha256Of } from '../../store/blob-store.ts';
import { findDocument, insertDocument, type ReportRow } from '../../store/report-rows.ts';
import { registrySeal } from '../certificates/registry-seal.ts';
import { type CallOptions, type ServiceContext, taskOptions } from '../context.ts';
import { loadPicture } from '../live-records.ts';
import { findReportFor, readFileOf, readReport } from './read.ts';

/** Under which key the log has that a report was issued as a document. */
export const reportDocumentKey = (id: string, language: string): string => `report-document:${id}:${language}`;

const PICTURE_SIDE_PX = 900;

export interface DocumentOrder {
  readonly language: 'zh' | 'en';
  /** Under which people reach the verification page. */
  readonly publicUrl: string;
}

/**
 * The sealed document of a report in one language: made once, with its place in the log, and the same file ever after. Throws `not-found`, `picture-lost`,
 * `key-unusable`, `log-damaged`, `clock-set-back`.
 */
export async function reportDocument(
  ctx: ServiceContext,
  id: string,
  order: DocumentOrder,
  options: CallOptions,
): Promise<{ readonly row: ReportRow; readonly bytes: Uint8Array }> {
  const row = await findReportFor(ctx, id, options.actor, null);
  const made = await findDocument(ctx.store, id, order.language);
  if (made === undefined) await keep(ctx, row, order, options);
  const kept = (await findDocument(ctx.store, id, order.language))!;
  return { row, bytes: await readFileOf(ctx, kept.sha256, 'document') };
}

async function keep(ctx: ServiceContext, row: ReportRow, order: DocumentOrder, options: CallOptions): Promise<void> {
  const { language, publicUrl } = order;
  const report = await readReport(ctx, row, publicUrl);
  const at = ctx.transparency.now();
  // Read when the first document is drawn: a start has no time for fonts and PDF.
  const { reportPdf } = await import('../../report/report-pdf.ts');
  const pictures = await picturesOf(ctx, report, options);
  const pdf = await reportPdf({ report, language, pictures, seal: await registrySeal(ctx), at });
  const sha256 = sha256Of(pdf);
  await ctx.blobs.put({ kind: 'report', sha256 }, pdf);
  await ctx.store.transaction(async (tx) => {
    if (!(await insertDocument(tx, { reportId: row.id, language, sha256, issuedAt: at }))) return;
    await appendAudit(tx, {
      at,
      actor: options.actor.name,
      action: 'issue-report',
      object: { kind: 'report', id: row.id },
      tenant: row.tenant,
      after: { language },
    });
    const record: IssuedDocument = {
      type: 'selvedge/issued-document/v1',
      kind: 'report',
      id: row.id,
      sha256,
      about: row.id,
      replaces: null,
      at: at.toISOString(),
    };
    await ctx.transparency.enter(tx, reportDocumentKey(row.id, language), record);
  });
  await ctx.transparency.flush();
}

async function picturesOf(
  ctx: ServiceContext,
  { findings: { disputed, records } }: SimilarityReport,
  options: CallOptions,
): Promise<ReadonlyMap<string, ReportPicture>> {
  const { pictureForPdf } = await import('../../report/pdf-picture.ts');
  const known = new Map(
    [disputed, ...records.map(({ record }) => record)].map((of) => [of.picture.sha256, of.picture]),
  );
  const drawn = [...known].map(async ([sha256, { widthPx, heightPx }]) => {
    const preview = await ctx.engine.thumbnail(await loadPicture(ctx, sha256), PICTURE_SIDE_PX, taskOptions(options));
    return [sha256, { jpeg: await pictureForPdf(preview), widthPx, heightPx }] as const;
  });
  return new Map(await Promise.all(drawn));
}
