import type { Queryable } from './database.ts';

export interface DepositCertificateRow {
  readonly id: string;
  /** Of a sealed or an open deposit. */
  readonly depositId: string;
  readonly language: 'zh' | 'en';
  /** Of the file, which is not kept. */
  readonly sha256: string;
  /** The certificate of the same language that this one takes the place of. */
  readonly replaces: string | null;
  readonly issuedAt: Date;
  readonly issuedBy: string;
}

const SELECT = `
  select id, coalesce(deposit_id, open_deposit_id) as "depositId", language, sha256, replaces, issued_at as "issuedAt", issued_by as "issuedBy"
  from deposit_certificate`;

export async function insertDepositCertificate(tx: Queryable, row: DepositCertificateRow): Promise<void> {
  await tx.query(
    `insert into deposit_certificate (id, ${columnOf(row.depositId)}, language, sha256, replaces, issued_at, issued_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.depositId, row.language, row.sha256, row.replaces, row.issuedAt, row.issuedBy],
  );
}

export async function findDepositCertificate(db: Queryable, id: string): Promise<DepositCertificateRow | undefined> {
  return (await db.query<DepositCertificateRow>(`${SELECT} where id = $1`, [id]))[0];
}

export async function findDepositCertificateByDigest(
  db: Queryable,
  sha256: string,
): Promise<DepositCertificateRow | undefined> {
  return (await db.query<DepositCertificateRow>(`${SELECT} where sha256 = $1`, [sha256]))[0];
}

/** Those of one deposit, oldest first. */
export function listDepositCertificates(db: Queryable, depositId: string): Promise<DepositCertificateRow[]> {
  return db.query<DepositCertificateRow>(`${SELECT} where ${columnOf(depositId)} = $1 order by issued_at, id`, [
    depositId,
  ]);
}

const columnOf = (depositId: string) => (depositId.startsWith('OD-') ? 'open_deposit_id' : 'deposit_id');
