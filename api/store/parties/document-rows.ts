import type { Queryable } from '../database.ts';

export type DocumentPurpose = 'identity' | 'power-of-attorney';

export interface StoredDocument {
  readonly id: string;
  readonly partyId: string;
  readonly purpose: DocumentPurpose;
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly byteLength: number;
  readonly addedAt: Date;
  readonly addedBy: string;
}

const SELECT_DOCUMENT = `
  select id, party_id as "partyId", purpose, sha256, file_name as "fileName", media_type as "mediaType",
    byte_length as "byteLength", added_at as "addedAt", added_by as "addedBy"
  from document`;

export async function insertDocument(tx: Queryable, document: StoredDocument): Promise<void> {
  await tx.query(
    `insert into document (id, party_id, purpose, sha256, file_name, media_type, byte_length, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      document.id,
      document.partyId,
      document.purpose,
      document.sha256,
      document.fileName,
      document.mediaType,
      document.byteLength,
      document.addedAt,
      document.addedBy,
    ],
  );
}

export function listDocuments(db: Queryable, party: string): Promise<StoredDocument[]> {
  return db.query(`${SELECT_DOCUMENT} where party_id = $1 and erased_at is null order by added_at, id`, [party]);
}

export async function findDocument(db: Queryable, party: string, id: string): Promise<StoredDocument | undefined> {
  const [row] = await db.query<StoredDocument>(
    `${SELECT_DOCUMENT} where party_id = $1 and id = $2 and erased_at is null`,
    [party, id],
  );
  return row;
}

const KEPT = 'select sha256 from document where erased_at is null union select sha256 from application_evidence';

/** SHA-256 of every paper that is kept, evidence of applications included. */
export async function listDocumentDigests(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ sha256: string }>(KEPT);
  return rows.map(({ sha256 }) => sha256);
}

/** Which of these digests some paper still has. */
export async function keptDigests(db: Queryable, of: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ sha256: string }>(`select sha256 from (${KEPT}) kept where sha256 = any($1)`, [of]);
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Marks the papers of a party as erased; returns the digests that no paper has any more. */
export async function eraseDocuments(tx: Queryable, party: string, now: Date): Promise<string[]> {
  const erased = await tx.query<{ sha256: string }>(
    `update document set erased_at = $2, file_name = '' where party_id = $1 and erased_at is null returning sha256`,
    [party, now],
  );
  const digests = [...new Set(erased.map(({ sha256 }) => sha256))];
  const kept = await keptDigests(tx, digests);
  return digests.filter((sha256) => !kept.has(sha256));
}
