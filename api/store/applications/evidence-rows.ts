import type { EvidenceAbout } from '../../registration/evidence-about.ts';
import type { Queryable } from '../database.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly about: EvidenceAbout;
  /** What it is, in the applicant's words. */
  readonly title: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly byteLength: number;
  readonly addedAt: Date;
  readonly addedBy: string;
  /** Null as long as it can be taken back. */
  readonly handedInAt: Date | null;
}

const COLUMNS = `id, about, title, sha256, file_name as "fileName", media_type as "mediaType", byte_length as "byteLength",
  added_at as "addedAt", added_by as "addedBy", handed_in_at as "handedInAt"`;

export async function insertEvidence(tx: Queryable, key: number, row: Omit<EvidenceRow, 'handedInAt'>): Promise<void> {
  await tx.query(
    `insert into application_evidence
       (id, application_key, about, title, sha256, file_name, media_type, byte_length, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      key,
      row.about,
      row.title,
      row.sha256,
      row.fileName,
      row.mediaType,
      row.byteLength,
      row.addedAt,
      row.addedBy,
    ],
  );
}

export function readEvidence(db: Queryable, key: number): Promise<EvidenceRow[]> {
  return db.query(`select ${COLUMNS} from application_evidence where application_key = $1 order by added_at, id`, [
    key,
  ]);
}

/** Seals the list: from now on these files stay with the case. */
export async function handInEvidence(tx: Queryable, key: number, now: Date): Promise<void> {
  await tx.query(
    'update application_evidence set handed_in_at = $2 where application_key = $1 and handed_in_at is null',
    [key, now],
  );
}

export async function deleteEvidence(tx: Queryable, id: string): Promise<void> {
  await tx.query('delete from application_evidence where id = $1', [id]);
}

/** Takes out what was only typed with the drafts of a party; returns the digests of the files. */
export async function deleteEvidenceOfDrafts(tx: Queryable, party: string): Promise<string[]> {
  const rows = await tx.query<{ sha256: string }>(
    `delete from application_evidence e using application a
     where a.key = e.application_key and a.applicant_party_id = $1 and a.submitted_at is null returning e.sha256`,
    [party],
  );
  return rows.map(({ sha256 }) => sha256);
}
