import type { Queryable } from './database.ts';

export interface CertificateRow {
  readonly id: string;
  readonly applicationKey: number;
  readonly kind: 'registration' | 'filing' | 'pre-registration';
  readonly language: 'zh' | 'en';
  /** Event of the case whose content it states. */
  readonly eventOrdinal: number;
  /** Of the file. */
  readonly sha256: string;
  readonly replaces: string | null;
  readonly issuedAt: Date;
  readonly issuedBy: string;
}

const SELECT = `
  select id, application_key as "applicationKey", kind, language, event_ordinal as "eventOrdinal", sha256, replaces,
    issued_at as "issuedAt", issued_by as "issuedBy"
  from certificate`;

export async function insertCertificate(tx: Queryable, row: CertificateRow): Promise<void> {
  await tx.query(
    `insert into certificate (id, application_key, kind, language, event_ordinal, sha256, replaces, issued_at, issued_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.applicationKey,
      row.kind,
      row.language,
      row.eventOrdinal,
      row.sha256,
      row.replaces,
      row.issuedAt,
      row.issuedBy,
    ],
  );
}

export async function findCertificate(db: Queryable, id: string): Promise<CertificateRow | undefined> {
  return (await db.query<CertificateRow>(`${SELECT} where id = $1`, [id]))[0];
}

export async function findCertificateByDigest(db: Queryable, sha256: string): Promise<CertificateRow | undefined> {
  return (await db.query<CertificateRow>(`${SELECT} where sha256 = $1`, [sha256]))[0];
}

/** Those of one case, oldest first. */
export function listCertificates(db: Queryable, applicationKey: number): Promise<CertificateRow[]> {
  return db.query<CertificateRow>(`${SELECT} where application_key = $1 order by issued_at, id`, [applicationKey]);
}

/** Digests of all files, for backups. */
export async function listCertificateDigests(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ sha256: string }>('select sha256 from certificate order by sha256');
  return rows.map(({ sha256 }) => sha256);
}
