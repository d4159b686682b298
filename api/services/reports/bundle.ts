import { utf8ToBytes } from '../../proof/bytes.ts';
import { issuedDocumentSchema } from '../../proof/records.ts';
import type { CallOptions, ServiceContext } from '../context.ts';
import { formatOf } from '../import-pattern.ts';
import { loadPicture } from '../live-records.ts';
import { type BundleMember, type EvidenceBundle, makeBundle, recordMembers } from '../proof/bundles.ts';
import { loggedRecord } from '../proof/proven-records.ts';
import { type DocumentOrder, reportDocument, reportDocumentKey } from './documents.ts';
import { readInputs, readReport } from './read.ts';

/**
 * A report with all that proves it and all that computing it again takes: its document and JSON, the frozen inputs and, if wanted, the pictures. Throws
 * `not-found`, `picture-lost`, `log-damaged`, `key-unusable`, `clock-set-back`.
 */
export async function bundleReport(
  ctx: ServiceContext,
  id: string,
  { withPictures, ...order }: DocumentOrder & { readonly withPictures: boolean },
  options: CallOptions,
): Promise<EvidenceBundle> {
  const { row, bytes } = await reportDocument(ctx, id, order, options);
  const report = await readReport(ctx, row, order.publicUrl);
  const key = reportDocumentKey(id, order.language);
  const proven = await loggedRecord(ctx, key, issuedDocumentSchema);
  const documents: BundleMember[] = [
    { name: 'report.pdf', role: 'report', bytes },
    { name: 'report.json', role: 'report', bytes: utf8ToBytes(`${JSON.stringify(report)}\n`) },
    { name: 'inputs.json', role: 'evidence', bytes: await readInputs(ctx, row) },
    ...recordMembers('report', proven),
  ];
  if (withPictures) {
    const { disputed, records } = report.findings;
    // By rank, and each once: a copy, byte for byte, is the disputed picture and a record's.
    const names = new Map([[disputed.picture.sha256, 'disputed']]);
    for (const { rank, record } of records)
      if (!names.has(record.picture.sha256)) names.set(record.picture.sha256, `record-${rank}`);
    for (const [sha256, what] of names) {
      const picture = await loadPicture(ctx, sha256);
      documents.push({ name: `pictures/${what}.${formatOf(picture)}`, role: 'picture', bytes: picture });
    }
  }
  return makeBundle(ctx, { about: { kind: 'report', id }, tenant: row.tenant, documents, actor: options.actor });
}
