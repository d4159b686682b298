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
import { ServiceError } from '../errors.ts';
import { notFound } from '../live-records.ts';
import { audit, type PartyContext, partyFor } from './parties.ts';

type Context = PartyContext & Pick<ServiceContext, 'blobs'>;

const BYTES_MAX = 20 * 1024 * 1024;
const DOCUMENTS_MAX = 50;

/** What papers may be, by how their files begin: what a browser shows and an office can keep. */
const MEDIA_TYPES: readonly { readonly type: string; readonly begins: readonly number[] }[] = [
  { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

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
  const mediaType = MEDIA_TYPES.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte))?.type;
  if (mediaType === undefined || bytes.length > BYTES_MAX)
    throw unfit(
      'a PDF, JPEG or PNG file of at most 20 MB',
      mediaType === undefined ? 'another kind of file' : `${bytes.length} bytes`,
    );
  const sha256 = sha256Of(bytes);
  await ctx.blobs.put({ kind: 'document', sha256 }, ctx.vault.seal(bytes, 'document'));
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
    if (held!.total >= DOCUMENTS_MAX) throw unfit(`at most ${DOCUMENTS_MAX} papers of a party`, 'one more');
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
  const sealed = document && (await ctx.blobs.read({ kind: 'document', sha256: document.sha256 }));
  if (document === undefined || sealed === undefined) throw notFound(id);
  await audit(ctx.store, actor, party, { at: ctx.clock(), action: 'read-document', after: { document: id } });
  return { document, bytes: ctx.vault.open(sealed, 'document') };
}

function unfit(expected: string, received: string): ServiceError {
  return new ServiceError('unfit-document', {
    expected,
    received,
    remedy: 'Scan or photograph the paper and send it as PDF or JPEG.',
  });
}
