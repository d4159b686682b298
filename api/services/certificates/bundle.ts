import { certificateSchema } from '../../proof/certificate.ts';
import { decisionRecordSchema, issuedDocumentSchema } from '../../proof/records.ts';
import { readEmbeddedJson } from '../../proof/sealed-pdf.ts';
import { readApplicationByKey } from '../../store/applications/application-rows.ts';
import { readPictures } from '../../store/applications/case-rows.ts';
import type { Actor } from '../access/actor.ts';
import type { ServiceContext } from '../context.ts';
import { loadPicture } from '../live-records.ts';
import { type BundleMember, type EvidenceBundle, makeBundle, recordMembers } from '../proof/bundles.ts';
import { decisionKey } from '../proof/decisions.ts';
import { loggedRecord } from '../proof/proven-records.ts';
import { certificateKey, readCertificateFile } from './issue.ts';

/**
 * A certificate with all that proves it and how to check it; with the pictures themselves, or their digests alone. For whoever may order
 * a certificate. Throws `not-found`, `forbidden`, `picture-lost`, `log-damaged`, `key-unusable`, `clock-set-back`.
 */
export async function bundleCertificate(
  ctx: ServiceContext,
  id: string,
  { withPictures, actor }: { readonly withPictures: boolean; readonly actor: Actor },
): Promise<EvidenceBundle> {
  const { row, bytes } = await readCertificateFile(ctx, id, actor);
  const application = (await readApplicationByKey(ctx.store, row.applicationKey))!;
  const documents: BundleMember[] = [{ name: 'certificate.pdf', role: 'certificate', bytes }];
  await ctx.transparency.flush();
  await ctx.stamping.settled();
  const decided = await loggedRecord(ctx, decisionKey(application.id, row.eventOrdinal), decisionRecordSchema);
  const issued = await loggedRecord(ctx, certificateKey(row.id), issuedDocumentSchema);
  documents.push(...recordMembers('registration', decided), ...recordMembers('certificate', issued));
  if (withPictures) documents.push(...(await picturesOf(ctx, row.applicationKey, bytes)));
  return makeBundle(ctx, {
    about: { kind: 'application', id: application.id },
    tenant: application.tenant,
    documents,
    actor,
  });
}

/** Those that the certificate names. */
async function picturesOf(ctx: ServiceContext, key: number, pdf: Uint8Array): Promise<readonly BundleMember[]> {
  const { registration } = certificateSchema.parse(readEmbeddedJson(pdf));
  const stored = new Map((await readPictures(ctx.store, key)).map((each) => [each.sha256, each]));
  const digests = [...new Set(registration.pictures.map(({ sha256 }) => sha256))].filter((each) => stored.has(each));
  return Promise.all(
    digests.map(async (sha256, i): Promise<BundleMember> => {
      const { role, mediaFormat } = stored.get(sha256)!;
      const bytes = await loadPicture(ctx, sha256);
      return { name: `pictures/${i + 1}-${role}.${mediaFormat}`, role: 'picture', bytes };
    }),
  );
}
