import { sha256Of } from '../../store/blob-store.ts';
import {
  type DocumentPurpose,
  findDocument,
  insertDocument,
  type StoredDocument,
} from '../../store/parties/document-rows.ts';
import { makeId } from '../../store/record-id.ts';
import type { Actor } from '../access/actor.ts';
import { ownAccount } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { displayName } from '../display-name.ts';
import { notFound } from '../live-records.ts';
import { keepPaper, mediaTypeOfPaper, openPaper, tooManyPapers } from '../paper-files.ts';
import { audit, type PartyContext, partyFor } from './parties.ts';

type Context = PartyContext & Pick<ServiceContext, 'blobs'>;

const DOCUMENTS_MAX = 50;

/** Keeps a paper of a party in the private store. Throws `unfit-document`. */
export async function addDocument(
  ctx: Context,
  actor: Actor,
  partyId: string,
  {
    bytes,
    fileName,
    purpose,
  }: { readonly bytes: Uint8Array; readonly fileName: string; readonly purpose: DocumentPurpose },
): Promise<StoredDocument> {
  const { id: account } = await ownAccount(ctx, actor);
  await partyFor(ctx.store, actor, 'party:manage', partyId);
  const mediaType = mediaTypeOfPaper(bytes);
  const sha256 = sha256Of(bytes);
  const now = ctx.clock();
  const document: StoredDocument = {
    id: makeId('DC', now),
    partyId,
    purpose,
    sha256,
    fileName: displayName(fileName),
    mediaType,
    byteLength: bytes.length,
    addedAt: now,
    addedBy: account,
  };
  await ctx.store.transaction(async (tx) => {
    const party = await partyFor(tx, actor, 'party:manage', partyId, { lock: true });
    const [held] = await tx.query<{ total: number }>('select count(*) as total from document where party_id = $1', [
      partyId,
    ]);
    if (held!.total >= DOCUMENTS_MAX)
      throw tooManyPapers(
        `${DOCUMENTS_MAX} papers of a party`,
        'Go by the papers that are there; the office that reviews the party says whether one is wanting.',
      );
    await keepPaper(ctx, tx, sha256, bytes);
    await insertDocument(tx, document);
    await audit(tx, actor, party, {
      at: now,
      action: 'add-document',
      after: { document: document.id, purpose, sha256 },
    });
  });
  return document;
}

/** The file as it came, for those who manage the party and who reviews it; each reading is in the audit trail. */
export async function readDocument(
  ctx: Context,
  actor: Actor,
  partyId: string,
  id: string,
): Promise<{ readonly document: StoredDocument; readonly bytes: Uint8Array }> {
  const party = await partyFor(ctx.store, actor, 'party:read', partyId);
  const document = await findDocument(ctx.store, partyId, id);
  const bytes = document && (await openPaper(ctx, document.sha256));
  if (document === undefined || bytes === undefined) throw notFound(id);
  await audit(ctx.store, actor, party, { at: ctx.clock(), action: 'read-document', after: { document: id } });
  return { document, bytes };
}
